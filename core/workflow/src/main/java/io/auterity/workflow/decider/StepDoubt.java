package io.auterity.workflow.decider;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That a call of a step may have happened, and why that is not known.
 *
 * @param provider identity of the only one that it may have reached; null when that is not known
 */
record StepDoubt(Failure reason, @Nullable String provider) {

  /** It was about to be made when its step was last heard of. */
  static StepDoubt sent(@Nullable String provider) {
    return new StepDoubt(SENT, provider);
  }

  private static final Failure SENT =
      Failure.of(
              FailureCode.IN_DOUBT,
              "the server ended while the call was under way; whether it happened is not known")
          .withApplied(Applied.UNKNOWN);

  StepDoubt {
    Objects.requireNonNull(reason);
  }
}
