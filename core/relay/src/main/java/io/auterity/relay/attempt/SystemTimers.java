package io.auterity.relay.attempt;

import io.auterity.platform.time.DistantTimers;
import io.auterity.platform.time.Time;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Timers on one thread of their own. */
public final class SystemTimers implements CallTimers, AutoCloseable {

  private final Time time;
  private final ScheduledThreadPoolExecutor executor;
  private final DistantTimers distant;

  public SystemTimers(Time time) {
    this.time = time;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("relay-timers").daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
    this.distant = new DistantTimers(time::nanos, this::afterLook, Thread::startVirtualThread);
  }

  private void afterLook(Runnable look) {
    var _ = executor.schedule(look, DistantTimers.LOOK.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public Timer set(long at, Runnable action) {
    long left = at - time.nanos();
    if (left < DistantTimers.FAR.toNanos()) {
      Future<?> pending =
          executor.schedule(() -> Thread.startVirtualThread(action), left, TimeUnit.NANOSECONDS);
      return () -> pending.cancel(false);
    }
    return distant.set(at, action)::cancel;
  }

  @Override
  public void await(long at, BooleanSupplier stop) {
    for (long left = at - time.nanos();
        left > 0 && !stop.getAsBoolean();
        left = at - time.nanos()) {
      LockSupport.parkNanos(this, left);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
