package io.auterity.workflow.decider;

import io.auterity.spi.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Why a scope ends early.
 *
 * @param step what failed; null when the scope's own output could not be computed
 * @param cancelledBy who asked for the end; null when nobody did
 */
record ScopeFault(@Nullable StepKey step, Failure failure, @Nullable String cancelledBy) {

  EngineCommand.Ending ending() {
    return cancelledBy == null
        ? new EngineCommand.Ending.Failed(step, failure)
        : new EngineCommand.Ending.Cancelled(cancelledBy);
  }
}
