package io.auterity.workflow.live;

import io.auterity.spi.Failure;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a step that has begun and not ended.
 *
 * @param waitingFor null while it moves
 * @param failure why it is tried again or in doubt
 * @param attempts how often it was begun
 */
public record UnderWay(
    Instant began, @Nullable WaitingFor waitingFor, @Nullable Failure failure, int attempts) {
  public UnderWay {
    Objects.requireNonNull(began);
  }

  static UnderWay begun(Instant at) {
    return new UnderWay(at, null, null, 1);
  }

  UnderWay again() {
    return new UnderWay(began, null, null, attempts + 1);
  }

  UnderWay waiting(WaitingFor what, @Nullable Failure reason) {
    return new UnderWay(began, what, reason, attempts);
  }
}
