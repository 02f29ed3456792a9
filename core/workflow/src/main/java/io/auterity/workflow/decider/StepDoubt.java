package io.auterity.workflow.decider;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The doubt about a call of a step: it may have happened, and why that is not known.
 *
 * @param provider identity of the only one that it may have reached; null when that is not known
 * @param before the doubt that remains when the attempt under way turns out not to have happened;
 *     null when none does
 */
record StepDoubt(Failure reason, @Nullable String provider, @Nullable StepDoubt before) {

  /** It was about to be made, perhaps once more, when its step was last heard of. */
  static StepDoubt sent(@Nullable String provider, @Nullable StepDoubt open) {
    return open == null
        ? new StepDoubt(SENT, provider, null)
        : new StepDoubt(
            SENT,
            Objects.equals(provider, open.provider) ? provider : null,
            new StepDoubt(open.reason, open.provider, null));
  }

  private static final Failure SENT =
      Failure.of(
              FailureCode.IN_DOUBT,
              "the server ended while the call was under way; whether it happened is not known")
          .withApplied(Applied.UNKNOWN);
}
