package io.auterity.workflow.live;

import io.auterity.spi.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a step that has begun and not ended.
 *
 * @param waitingFor null while it moves
 * @param failure why it is tried again or in doubt
 * @param attempts how often it was begun
 */
public record StepUnderWay(
    Instant began, @Nullable WaitingFor waitingFor, @Nullable Failure failure, int attempts) {
  static StepUnderWay begun(Instant at) {
    return new StepUnderWay(at, null, null, 1);
  }

  StepUnderWay again() {
    return new StepUnderWay(began, null, null, attempts + 1);
  }

  StepUnderWay waiting(WaitingFor what, @Nullable Failure reason) {
    return new StepUnderWay(began, what, reason, attempts);
  }
}
