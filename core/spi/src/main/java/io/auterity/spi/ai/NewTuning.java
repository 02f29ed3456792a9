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
 * trained is not billed with this call, for nobody knows it yet, but by {@code ai.tuning.settle}.
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
    @Description("Further fields by the dialect of the vendor; they win over those above")
        @Nullable Map<String, Obj> extra,
    @Description("Provider that is to train; any that has the model when absent")
        @Nullable String provider)
    implements Measured {

  /** How often vendors go over examples where nobody tells them. */
  private static final int USUAL_EPOCHS = 3;

  public NewTuning {
    Objects.requireNonNull(model);
    Objects.requireNonNull(training);
    extra = Extra.copy(extra);
  }

  /** A token is at least one byte. */
  @Override
  public Map<String, Long> most() {
    long times = epochs == null ? USUAL_EPOCHS : epochs;
    return Map.of(MediaUnit.TRAINED_TOKENS, training.length() * Math.max(1, times));
  }

  /** Nothing: a job is billed when it has ended. */
  @Override
  public Map<String, Long> likely() {
    return Map.of();
  }
}
