package io.auterity.relay.attempt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt early: tells the connector, and interrupts the driver, but only while that is
 * inside the connector.
 */
final class Interruption {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> actions = new ArrayList<>(1);
  private @Nullable Thread inside;
  private boolean cancelled;
  private boolean interrupted;

  /** From any thread. */
  void cancel() {
    List<Runnable> toRun;
    lock.lock();
    try {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = List.copyOf(actions);
      if (inside != null) {
        interrupted = true;
        inside.interrupt();
      }
    } finally {
      lock.unlock();
    }
    toRun.forEach(Runnable::run);
  }

  boolean cancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  /** Runs the action when the attempt is cancelled; at once if it already is. */
  void onCancel(Runnable action) {
    lock.lock();
    try {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    } finally {
      lock.unlock();
    }
    action.run();
  }

  /** The driver goes into the connector; until it leaves a cancellation interrupts it. */
  void enter() {
    lock.lock();
    try {
      inside = Thread.currentThread();
      if (cancelled) {
        interrupted = true;
        inside.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The driver comes back; an interrupt that came from here is taken back. */
  void leave() {
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
