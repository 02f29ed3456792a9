package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A job that trains a model further, as its provider tells of it. */
public record Tuning(
    Ref ref,
    @Description("Model that is trained further") String model,
    TuningState state,
    @Description("Id of the new model, as the provider names it; once there is one")
        @Nullable String tunedModel,
    @Nullable Instant createdAt,
    @Description("When it ended, where the vendor tells") @Nullable Instant endedAt,
    @Description("Tokens that are billed, once the vendor tells them") @Nullable Long trainedTokens,
    @Description("Why it failed") @Nullable Fault fault,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra) {

  public Tuning {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(model);
    Objects.requireNonNull(state);
    extra = Extra.copy(extra);
  }

  /** What the vendor says of a job that failed. */
  public record Fault(
      @Description("The vendor's word for it") String code,
      String message,
      @Description("Field at fault, where there is one") @Nullable String field) {
    public Fault {
      Objects.requireNonNull(code);
      Objects.requireNonNull(message);
    }
  }

  /** One that is so far; what is not said of it is not known. */
  public static Builder builder(Ref ref, String model, TuningState state) {
    return new Builder(ref, model, state);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(ref, model, state)
        .tunedModel(tunedModel)
        .createdAt(createdAt)
        .endedAt(endedAt)
        .trainedTokens(trainedTokens)
        .fault(fault)
        .extra(extra);
  }

  /** A job piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final String model;
    private TuningState state;
    private @Nullable String tunedModel;
    private @Nullable Instant createdAt;
    private @Nullable Instant endedAt;
    private @Nullable Long trainedTokens;
    private @Nullable Fault fault;
    private @Nullable Map<String, Obj> extra;

    private Builder(Ref ref, String model, TuningState state) {
      this.ref = ref;
      this.model = model;
      this.state = state;
    }

    public Builder state(TuningState value) {
      state = value;
      return this;
    }

    public Builder tunedModel(@Nullable String value) {
      tunedModel = value;
      return this;
    }

    public Builder createdAt(@Nullable Instant value) {
      createdAt = value;
      return this;
    }

    public Builder endedAt(@Nullable Instant value) {
      endedAt = value;
      return this;
    }

    public Builder trainedTokens(@Nullable Long value) {
      trainedTokens = value;
      return this;
    }

    public Builder fault(@Nullable Fault value) {
      fault = value;
      return this;
    }

    public Builder extra(@Nullable Map<String, Obj> value) {
      extra = value;
      return this;
    }

    public Tuning build() {
      return new Tuning(
          ref, model, state, tunedModel, createdAt, endedAt, trainedTokens, fault, extra);
    }
  }
}
