package io.auterity.workflow.live;

import io.auterity.spi.Failure;
import io.auterity.workflow.decider.RunEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a step that has begun and not ended.
 *
 * @param waitingFor null while it moves
 * @param failure why it is tried again or in doubt
 * @param attempts how often it was begun
 * @param nextTry when it is tried again; null unless it waits for that
 * @param givesUp when it fails at the latest if its call is not taken until then; null where
 *     nothing but the number of its tries says
 */
public record StepUnderWay(
    Instant began,
    @Nullable WaitingFor waitingFor,
    @Nullable Failure failure,
    int attempts,
    @Nullable Instant nextTry,
    @Nullable Instant givesUp) {
  static StepUnderWay begun(Instant at) {
    return new StepUnderWay(at, null, null, 1, null, null);
  }

  StepUnderWay again() {
    return new StepUnderWay(began, null, null, attempts + 1, null, null);
  }

  StepUnderWay waiting(WaitingFor what, @Nullable Failure reason) {
    return new StepUnderWay(began, what, reason, attempts, null, null);
  }

  StepUnderWay retrying(RunEvent.Retrying again) {
    RunEvent.NotTaken notTaken = again.notTaken();
    Instant until = notTaken == null ? null : notTaken.until();
    boolean over = until != null && until.isBefore(again.due());
    return new StepUnderWay(
        began,
        WaitingFor.RETRY,
        again.failure(),
        attempts,
        again.due(),
        over ? again.due() : until);
  }
}
