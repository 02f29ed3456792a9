package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallResult;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A message to the owner of a run, which takes one at a time. */
sealed interface RunMessage {

  Duration PATIENCE = Duration.ofSeconds(20);
  String LATE = "it could not be stored in time; look at the run before you try again";

  /** The run has just been accepted. */
  record Begin() implements RunMessage {}

  /** The run has been read back. */
  record Resume() implements RunMessage {}

  record Happened(RunEvent event) implements RunMessage {}

  /** The run may have taken as long as it may. */
  record Deadline() implements RunMessage {}

  /** A time of a step has come. */
  record Due(StepKey step, Instant due) implements RunMessage {}

  record CallEnded(StepKey step, CallResult result) implements RunMessage {}

  /** A call that was held back may be made now. */
  record Dial(AfterCommit.Dial dial) implements RunMessage {}

  /** What a step needs outside of the run is durable: its run is started, or its wait is known. */
  record Stored() implements RunMessage {}

  /** Messages wait in the inbox of the run. */
  record Rung() implements RunMessage {}

  /** The oldest entry that was not durable is now. */
  record Committed() implements RunMessage {}

  /** Count down when everything before is durable. */
  record Mark(CountDownLatch latch) implements RunMessage {}

  /** An entry never will be durable: this owner is none any more. */
  record Lost() implements RunMessage {}

  /** The database refuses an entry: the run cannot go on. */
  record Refused() implements RunMessage {}

  /**
   * Waits until something told is durable.
   *
   * @return whether it was taken
   * @throws CallFailedException {@code unavailable}
   */
  static boolean durable(CompletableFuture<Boolean> taken) {
    try {
      return taken.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CallFailedException failed ? failed : unavailable(LATE);
    } catch (TimeoutException e) {
      throw unavailable(LATE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the server is closing; try again");
    }
  }

  private static CallFailedException unavailable(String why) {
    return new CallFailedException(FailureCode.UNAVAILABLE, why);
  }
}
