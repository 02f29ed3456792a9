package io.auterity.platform.transport;

import io.auterity.platform.time.DistantTimers;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Timers of one event loop, used on it alone. */
final class LoopTimers {

  private final Vertx vertx;
  private final LongSupplier nanos;
  private final DistantTimers distant;

  LoopTimers(Vertx vertx, LongSupplier nanos) {
    this.vertx = vertx;
    this.nanos = nanos;
    this.distant =
        new DistantTimers(
            nanos,
            look -> vertx.setTimer(DistantTimers.LOOK.toMillis(), ignored -> look.run()),
            Runnable::run);
  }

  /** Runs the action on the loop after that time. */
  EventLoop.Alarm set(Duration time, Runnable action) {
    if (time.compareTo(DistantTimers.FAR) < 0) {
      long timer = vertx.setTimer(Math.max(1, time.toMillis()), ignored -> action.run());
      return () -> vertx.cancelTimer(timer);
    }
    return distant.set(nanos.getAsLong() + time.toNanos(), action)::cancel;
  }
}
