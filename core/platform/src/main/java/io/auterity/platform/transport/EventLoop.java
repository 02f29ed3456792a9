package io.auterity.platform.transport;

import io.vertx.core.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes work for one event loop. To wake a loop costs more than most work that it gets, and on a
 * busy core takes the processor from whoever woke it; so it is woken by a virtual thread of its
 * own, which comes after all that are ready to run now, for everything that they bring until then.
 */
public final class EventLoop {

  private static final ThreadFactory THREADS =
      Thread.ofVirtual().name("event-loop").inheritInheritableThreadLocals(false).factory();

  private final Context context;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean called = new AtomicBoolean();

  public EventLoop(Context context) {
    this.context = context;
  }

  /** Lets the loop do some work soon, after what it got before; it must not block. */
  public void run(Runnable work) {
    waiting.add(work);
    if (called.compareAndSet(false, true)) {
      THREADS.newThread(() -> context.runOnContext(ignored -> doWaiting())).start();
    }
  }

  private void doWaiting() {
    called.set(false);
    for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
      Runnable next = work;
      context.runOnContext(ignored -> next.run());
    }
  }
}
