package io.auterity.workflow.engine;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * In-memory timers: schedules an action for later. What is due is lost with the process; its caller
 * schedules it again.
 */
public interface EngineTimers extends AutoCloseable {

  /**
   * Hands {@code action} to a thread of its own when that time has passed; never, and without a
   * word, once these are closed: runs may still be at work while an engine closes.
   */
  void after(Duration delay, Runnable action);

  @Override
  void close();

  /** Timers that end alone, before those that carry them. */
  static EngineTimers within(EngineTimers timers) {
    AtomicBoolean open = new AtomicBoolean(true);
    return new EngineTimers() {
      @Override
      public void after(Duration delay, Runnable action) {
        timers.after(
            delay,
            () -> {
              if (open.get()) {
                action.run();
              }
            });
      }

      @Override
      public void close() {
        open.set(false);
      }
    };
  }

  /** Timers by the clock of this machine. */
  static EngineTimers system() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timers").factory());
    clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return new EngineTimers() {
      @Override
      public void after(Duration delay, Runnable action) {
        var _ =
            clock.schedule(
                () -> Thread.startVirtualThread(action),
                Math.max(0, delay.toNanos()),
                TimeUnit.NANOSECONDS);
      }

      @Override
      public void close() {
        clock.shutdownNow();
      }
    };
  }
}
