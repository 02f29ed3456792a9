package io.auterity.platform.provider.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Says once that a call has lost its purpose, to whoever waits or asks. */
final class Cancellation {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Runnable> actions = new ArrayList<>();
  private volatile boolean cancelled;
  private volatile boolean cut;

  boolean cancelled() {
    return cancelled;
  }

  /** Whether it is the host that has cancelled it. */
  boolean cut() {
    return cut;
  }

  /** Cancels it because the host takes away what the call runs in. */
  void cutOff() {
    lock.lock();
    try {
      cut |= !cancelled;
    } finally {
      lock.unlock();
    }
    cancel();
  }

  void cancel() {
    List<Runnable> due;
    lock.lock();
    try {
      cancelled = true;
      due = List.copyOf(actions);
      actions.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    due.forEach(Runnable::run);
  }

  /** Runs the action once when this is cancelled; at once if it already is. */
  void onCancel(Runnable action) {
    if (!added(action)) {
      action.run();
    }
  }

  /** Waits for as long, or until this is cancelled, which it then tells. */
  boolean await(Duration duration) throws InterruptedException {
    lock.lock();
    try {
      long left = duration.toNanos();
      while (left > 0 && !cancelled) {
        left = changed.awaitNanos(left);
      }
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  private boolean added(Runnable action) {
    lock.lock();
    try {
      return !cancelled && actions.add(action);
    } finally {
      lock.unlock();
    }
  }
}
