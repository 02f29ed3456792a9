package io.auterity.platform.transport;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes work for one event loop. To wake a loop costs more than most work that it gets, and on a
 * busy core takes the processor from the thread that woke it; so it is woken by a virtual thread of
 * its own, which comes after all that are ready to run now, for everything that they bring until
 * then.
 */
public final class EventLoop {

  private static final ThreadFactory THREADS =
      Thread.ofVirtual().name("event-loop").inheritInheritableThreadLocals(false).factory();

  private final Executor loop;
  private final LoopTimers timers;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean called = new AtomicBoolean();

  public EventLoop(Context context) {
    this(
        work -> context.runOnContext(ignored -> work.run()),
        new LoopTimers(context.owner(), System::nanoTime));
  }

  EventLoop(Executor loop, LoopTimers timers) {
    this.loop = loop;
    this.timers = timers;
  }

  /** Runs the action on the loop after that time; called on it. What is far off may be late. */
  public Alarm after(Duration time, Runnable action) {
    return timers.set(time, action);
  }

  /** An action that waits for its time. */
  public interface Alarm {

    /** Takes it back; called on the loop. */
    void cancel();
  }

  /** Lets the loop do some work soon, after what it got before; it must not block. */
  public void run(Runnable work) {
    waiting.add(work);
    if (called.compareAndSet(false, true)) {
      try {
        THREADS.newThread(this::wake).start();
      } catch (RuntimeException | Error e) {
        called.set(false);
        throw e;
      }
    }
  }

  // What a loop that has ended is asked to do fails by itself, so that no caller waits for it.
  private void wake() {
    try {
      loop.execute(() -> hand(loop));
    } catch (RejectedExecutionException e) {
      hand(Thread::startVirtualThread);
    }
  }

  private void hand(Executor to) {
    called.set(false);
    for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
      to.execute(work);
    }
  }
}
