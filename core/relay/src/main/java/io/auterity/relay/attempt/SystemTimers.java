package io.auterity.relay.attempt;

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

  public SystemTimers(Time time) {
    this.time = time;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("relay-timers").daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Timer set(long at, Runnable action) {
    Future<?> pending =
        executor.schedule(
            () -> Thread.startVirtualThread(action), at - time.nanos(), TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
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
