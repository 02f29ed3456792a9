package io.auterity.platform.time;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Actions that are far off, and mostly cancelled before they are due, since each call sets some:
 * they wait in a set that is looked through now and then, which costs less than to keep them in
 * order, and run up to {@link #LOOK} late.
 */
public final class DistantTimers {

  /** What is due sooner is not worth waiting here. */
  public static final Duration FAR = Duration.ofSeconds(1);

  /** How long it is from one look to the next. */
  public static final Duration LOOK = Duration.ofMillis(20);

  private static final Logger LOG = LoggerFactory.getLogger(DistantTimers.class);

  private final LongSupplier nanos;
  private final Executor afterLook;
  private final Executor due;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  /** An action that waits for its time; each is itself only. */
  public final class Waiting {
    private final long at;
    private final Runnable action;

    private Waiting(long at, Runnable action) {
      this.at = at;
      this.action = action;
    }

    /** Takes it back; harmless when it has run. */
    public void cancel() {
      waiting.remove(this);
    }
  }

  /**
   * Timers of which none waits.
   *
   * @param nanos the time, as that of the actions is told
   * @param afterLook runs what it gets {@link #LOOK} later
   * @param due runs what is due
   */
  public DistantTimers(LongSupplier nanos, Executor afterLook, Executor due) {
    this.nanos = nanos;
    this.afterLook = afterLook;
    this.due = due;
  }

  /** Runs the action at that time. */
  public Waiting set(long at, Runnable action) {
    Waiting one = new Waiting(at, action);
    waiting.add(one);
    keepLooking();
    return one;
  }

  private void keepLooking() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      afterLook.execute(this::look);
    }
  }

  // Whatever goes wrong, those that are left must not wait for ever.
  private void look() {
    try {
      long now = nanos.getAsLong();
      for (Waiting one : List.copyOf(waiting)) {
        if (one.at - now <= 0) {
          due.execute(() -> run(one));
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.error("{} timers are looked through again", waiting.size(), e);
    } finally {
      looking.set(false);
      if (!waiting.isEmpty()) {
        keepLooking();
      }
    }
  }

  private void run(Waiting one) {
    if (waiting.remove(one)) {
      try {
        one.action.run();
      } catch (RuntimeException e) {
        LOG.error("What a timer was set for failed", e);
      }
    }
  }
}
