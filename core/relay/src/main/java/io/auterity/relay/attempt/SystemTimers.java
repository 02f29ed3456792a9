package io.auterity.relay.attempt;

import io.auterity.platform.time.Time;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers on one thread of their own. Most are far off and are cancelled before they are due, each
 * call sets some: those wait in a set that is looked through now and then, which costs less than to
 * keep them in order, and run up to {@link #LOOK} late.
 */
public final class SystemTimers implements CallTimers, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SystemTimers.class);
  private static final long FAR = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

  private final Time time;
  private final ScheduledThreadPoolExecutor executor;
  private final Set<Far> far = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  // Each is itself only.
  private static final class Far {
    private final long at;
    private final Runnable action;

    private Far(long at, Runnable action) {
      this.at = at;
      this.action = action;
    }
  }

  public SystemTimers(Time time) {
    this.time = time;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("relay-timers").daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Timer set(long at, Runnable action) {
    long left = at - time.nanos();
    if (left < FAR) {
      Future<?> pending =
          executor.schedule(() -> Thread.startVirtualThread(action), left, TimeUnit.NANOSECONDS);
      return () -> pending.cancel(false);
    }
    Far one = new Far(at, action);
    far.add(one);
    keepLooking();
    return () -> far.remove(one);
  }

  private void keepLooking() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      var _ = executor.schedule(this::look, LOOK, TimeUnit.NANOSECONDS);
    }
  }

  // Whatever goes wrong, those that are left must not wait for ever.
  private void look() {
    try {
      long now = time.nanos();
      for (Far one : List.copyOf(far)) {
        if (one.at - now <= 0) {
          Thread.startVirtualThread(() -> run(one));
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.error("{} timers are looked through again", far.size(), e);
    } finally {
      looking.set(false);
      if (!far.isEmpty()) {
        keepLooking();
      }
    }
  }

  private void run(Far one) {
    if (far.remove(one)) {
      one.action.run();
    }
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
