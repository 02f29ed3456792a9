package io.auterity.spi.ai;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Measured;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ai.tuning.create}: a job that trains a model of a vendor's further. What it
 * trained is not billed with this call, for it is not known yet, but by {@code ai.tuning.settle}.
 */
public record NewTuning(
    @Description("Id of the model that is trained further, as the provider names it") String model,
    @Description("Examples, a line of JSON each, as the vendor wants them; handed to the vendor")
        Content training,
    @Description("Examples that are only tried, never learned; none when absent")
        @Nullable Content validation,
    @Description("What the new model's name shall hold") @Nullable String suffix,
    @Description("How often each example is learned, 1 to 50; as the vendor likes when absent")
        @Nullable Integer epochs,
    @Description("Makes chance repeatable") @Nullable Long seed,
    @Description("Further fields by the dialect of the vendor; those above win over them")
        @Nullable Map<String, Obj> extra,
    @Description("Provider that is to train; any that has the model when absent")
        @Nullable String provider,
    @Description("Name of the job among all of its provider, by which tuning.list finds it again")
        @Nullable String reference)
    implements Measured {

  public NewTuning {
    Objects.requireNonNull(model);
    Objects.requireNonNull(training);
    extra = Extra.copy(extra);
  }

  /** One job, whose bound is unknown: vendors go over examples as often as they like. */
  @Override
  public Map<String, Long> most() {
    return Map.of(MediaUnit.TUNING_JOBS, 1L);
  }

  /** Nothing: a job is billed when it has ended. */
  @Override
  public Map<String, Long> likely() {
    return Map.of();
  }

  /** One that leaves the rest to the vendor. */
  public static Builder builder(String model, Content training) {
    return new Builder(model, training);
  }

  /** A job piece by piece. */
  public static final class Builder {
    private final String model;
    private final Content training;
    private @Nullable Content validation;
    private @Nullable String suffix;
    private @Nullable Integer epochs;
    private @Nullable Long seed;
    private @Nullable Map<String, Obj> extra;
    private @Nullable String provider;
    private @Nullable String reference;

    private Builder(String model, Content training) {
      this.model = model;
      this.training = training;
    }

    public Builder validation(@Nullable Content value) {
      validation = value;
      return this;
    }

    public Builder suffix(@Nullable String value) {
      suffix = value;
      return this;
    }

    public Builder epochs(@Nullable Integer value) {
      epochs = value;
      return this;
    }

    public Builder seed(@Nullable Long value) {
      seed = value;
      return this;
    }

    public Builder extra(@Nullable Map<String, Obj> value) {
      extra = value;
      return this;
    }

    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    public Builder reference(@Nullable String value) {
      reference = value;
      return this;
    }

    public NewTuning build() {
      return new NewTuning(
          model, training, validation, suffix, epochs, seed, extra, provider, reference);
    }
  }
}
