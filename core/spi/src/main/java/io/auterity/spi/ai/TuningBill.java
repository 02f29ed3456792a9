package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Measured;
import io.auterity.spi.Ref;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.tuning.settle}. */
public record TuningBill(
    Ref job,
    @Description("Model that was trained further, whose price for training counts") String model,
    @Description("Tokens that the job told") long trainedTokens,
    @Description("Whether the job told none, and they are estimated; told when absent")
        @Nullable Boolean estimated)
    implements Measured {
  public TuningBill {
    Objects.requireNonNull(job);
    Objects.requireNonNull(model);
  }

  /** Of what the job told. */
  public TuningBill(Ref job, String model, long trainedTokens) {
    this(job, model, trainedTokens, null);
  }

  @Override
  public Map<String, Long> most() {
    return Map.of(MediaUnit.TRAINED_TOKENS, trainedTokens);
  }

  /** Nothing: whatever does not succeed has billed no training. */
  @Override
  public Map<String, Long> likely() {
    return Map.of();
  }
}
