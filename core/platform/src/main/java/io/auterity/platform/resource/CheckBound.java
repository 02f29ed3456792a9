package io.auterity.platform.resource;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;

/**
 * The time limit of checking resources. A check asks between one thing and the next, so that it
 * stops soon after: a caller who has gone is not seen, but waits no longer than this.
 */
@FunctionalInterface
public interface CheckBound {

  /** For what was checked before. */
  CheckBound NONE = () -> {};

  /**
   * A time from now.
   *
   * @param instead what to do when it takes longer, for the one who is told
   */
  static CheckBound within(Time time, Duration most, String instead) {
    long end = time.nanos() + most.toNanos();
    return () -> {
      if (time.nanos() - end > 0) {
        throw new CallFailedException(
            FailureCode.TIMEOUT,
            "checking took longer than %d s%s".formatted(most.toSeconds(), instead));
      }
    };
  }

  /**
   * Goes on, or ends the check.
   *
   * @throws CallFailedException {@code timeout}
   */
  void require();
}
