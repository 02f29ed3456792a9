package io.auterity.workflow.engine;

import io.auterity.platform.call.Outcome;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** What the owner of a run is told; it takes one at a time. */
sealed interface RunMessage {

  /** The run has just been accepted. */
  record Begin() implements RunMessage {}

  /** The run has been read back. */
  record Resume() implements RunMessage {}

  record Happened(RunEvent event) implements RunMessage {}

  record CallEnded(StepKey step, Outcome outcome) implements RunMessage {}

  /**
   * A person says what became of a call in doubt.
   *
   * @param taken true once the answer is durable, false when the call is not in doubt
   */
  record Answered(StepKey step, DoubtAnswer answer, CompletableFuture<Boolean> taken)
      implements RunMessage {}

  /** The oldest entry that was not durable is now. */
  record Committed() implements RunMessage {}

  /** Count down when everything before has been handed to the journal. */
  record Mark(CountDownLatch latch) implements RunMessage {}

  /** An entry never will be durable: this owner is none any more. */
  record Lost() implements RunMessage {}

  /** The database refuses an entry: the run cannot go on. */
  record Refused() implements RunMessage {}
}
