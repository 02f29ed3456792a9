package io.auterity.platform.transport;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers of one event loop, used on it alone. Most are far off and are cancelled before they are
 * due, one for each exchange: those wait in a set that is looked through now and then, which costs
 * less than to keep them in order, and run up to {@link #LOOK_MILLIS} late.
 */
final class LoopTimers {

  private static final Logger LOG = LoggerFactory.getLogger(LoopTimers.class);
  private static final long FAR_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 20;

  private final Vertx vertx;
  private final LongSupplier nanos;
  private final Set<Far> far = new LinkedHashSet<>();
  private boolean looking;

  // Each is itself only.
  private final class Far implements EventLoop.Alarm {
    private final long at;
    private final Runnable action;

    private Far(long at, Runnable action) {
      this.at = at;
      this.action = action;
    }

    @Override
    public void cancel() {
      far.remove(this);
    }
  }

  LoopTimers(Vertx vertx, LongSupplier nanos) {
    this.vertx = vertx;
    this.nanos = nanos;
  }

  /** Runs the action on the loop after that time. */
  EventLoop.Alarm set(Duration time, Runnable action) {
    long millis = Math.max(1, time.toMillis());
    if (millis < FAR_MILLIS) {
      long timer = vertx.setTimer(millis, ignored -> action.run());
      return () -> vertx.cancelTimer(timer);
    }
    Far one = new Far(nanos.getAsLong() + time.toNanos(), action);
    far.add(one);
    keepLooking();
    return one;
  }

  private void keepLooking() {
    if (!looking) {
      looking = true;
      vertx.setTimer(LOOK_MILLIS, ignored -> look());
    }
  }

  private void look() {
    looking = false;
    try {
      long now = nanos.getAsLong();
      for (Far one : List.copyOf(far)) {
        if (one.at - now <= 0 && far.remove(one)) {
          run(one);
        }
      }
    } finally {
      if (!far.isEmpty()) {
        keepLooking();
      }
    }
  }

  // One that fails must not take along those that are due with it.
  private static void run(Far one) {
    try {
      one.action.run();
    } catch (RuntimeException e) {
      LOG.error("What a timer was set for failed", e);
    }
  }
}
