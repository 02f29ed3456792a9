package io.auterity.relay.attempt;

import io.auterity.relay.route.RouteTimeouts;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt whose provider does not begin to answer, or does not go on, in time. It looks
 * when something is due and not at each event, so that a lively stream costs it nothing.
 */
final class SilenceWatch {

  private final LiveAttempt attempt;
  private final CallTimers timers;
  private final LongSupplier now;
  private final long deadline;
  private final Duration first;
  private final Duration idle;
  private final ReentrantLock lock = new ReentrantLock();
  private CallTimers.@Nullable Timer timer;
  private boolean closed;

  /**
   * @param deadline of the call, which ends it anyway
   */
  SilenceWatch(
      LiveAttempt attempt,
      RouteTimeouts limits,
      boolean stream,
      CallTimers timers,
      LongSupplier now,
      long deadline) {
    this.attempt = attempt;
    this.timers = timers;
    this.now = now;
    this.deadline = deadline;
    this.first = limits.first(stream);
    this.idle = limits.idle();
  }

  void begin() {
    lookAt(attempt.beganNanos + Math.min(first.toNanos(), idle.toNanos()));
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void lookAt(long at) {
    lock.lock();
    try {
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
      if (!closed && at - deadline < 0) {
        timer = timers.set(at, this::look);
      }
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    boolean begun = attempt.begun();
    long due =
        begun
            ? attempt.aliveAt(now.getAsLong()) + idle.toNanos()
            : attempt.beganNanos + first.toNanos();
    if (due - now.getAsLong() > 0) {
      lookAt(due);
    } else {
      attempt.cut(
          Failure.of(FailureCode.TIMEOUT, begun ? stalled() : silent()).withOrigin(Origin.VENDOR));
    }
  }

  private String stalled() {
    return "the answer of %s stalled: nothing came for %s"
        .formatted(attempt.provider(), words(idle));
  }

  private String silent() {
    return "%s began no answer within %s".formatted(attempt.provider(), words(first));
  }

  private static String words(Duration limit) {
    return limit.toMillis() % 1_000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
