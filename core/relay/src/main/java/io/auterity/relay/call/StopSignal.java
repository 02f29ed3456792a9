package io.auterity.relay.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The cancellation signal of a call, given when its caller has gone or its time is over. Each
 * listener is told once; a thread is interrupted as well, but only while it is inside a connector.
 */
public final class StopSignal {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Listener> listeners = new ArrayList<>(4);
  private @Nullable Thread inside;
  private boolean told;
  private boolean interrupted;
  private volatile boolean gone;
  private volatile boolean late;

  /** A listener that is told once when the call is to stop. */
  public final class Listener {

    private final Runnable action;

    private Listener(Runnable action) {
      this.action = action;
    }

    /** From now on it is not told. */
    public void leave() {
      lock.lock();
      try {
        listeners.remove(this);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Its caller has gone. From any thread. */
  public void callerGone() {
    gone = true;
    tell();
  }

  /** Its time is over. From any thread. */
  public void timeIsOver() {
    late = true;
    tell();
  }

  private void tell() {
    List<Listener> all;
    lock.lock();
    try {
      if (told) {
        return;
      }
      told = true;
      all = List.copyOf(listeners);
      listeners.clear();
    } finally {
      lock.unlock();
    }
    try {
      all.forEach(listener -> listener.action.run());
    } finally {
      interrupt();
    }
  }

  // After the others, which can say why a thread that waits is woken.
  private void interrupt() {
    lock.lock();
    try {
      if (inside != null) {
        interrupted = true;
        inside.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the call is to stop. */
  public boolean asked() {
    return gone || late;
  }

  /** Whether its caller has gone. */
  public boolean gone() {
    return gone;
  }

  /** Whether only time has stopped it. */
  public boolean onlyLate() {
    return late && !gone;
  }

  /** Runs the action when the call is to stop; at once if it already is. */
  public Listener onStop(Runnable action) {
    Listener listener = new Listener(action);
    lock.lock();
    try {
      if (!told) {
        listeners.add(listener);
        return listener;
      }
    } finally {
      lock.unlock();
    }
    action.run();
    return listener;
  }

  /** The thread goes into a connector; until it leaves a stop interrupts it. */
  public void enter() {
    lock.lock();
    try {
      inside = Thread.currentThread();
      if (told) {
        interrupted = true;
        inside.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The thread comes back; an interrupt that came from here is taken back. */
  public void leave() {
    lock.lock();
    try {
      inside = null;
      if (interrupted) {
        interrupted = false;
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }
}
