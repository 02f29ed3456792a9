package io.auterity.workflow.decider;

import io.auterity.spi.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Why a scope ends early.
 *
 * @param step what failed; null when the scope's own output could not be computed
 * @param cancelledBy who asked for the end; null when nobody did
 */
record Fault(@Nullable StepKey step, Failure failure, @Nullable String cancelledBy) {

  Command.Ending ending() {
    return cancelledBy == null
        ? new Command.Ending.Failed(step, failure)
        : new Command.Ending.Cancelled(cancelledBy);
  }
}
