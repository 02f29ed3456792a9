package io.auterity.workflow.decider;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Objects;

/** That a call of a step may have happened, and why that is not known. */
record StepDoubt(Failure reason) {

  /** It was about to be made when its step was last heard of. */
  static final StepDoubt SENT =
      new StepDoubt(
          Failure.of(
                  FailureCode.IN_DOUBT,
                  "the server ended while the call was under way; whether it happened is not known")
              .withApplied(Applied.UNKNOWN));

  StepDoubt {
    Objects.requireNonNull(reason);
  }
}
