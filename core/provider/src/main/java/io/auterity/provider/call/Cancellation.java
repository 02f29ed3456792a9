package io.auterity.provider.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The cancellation of a call, told once to the threads that wait for it or ask. */
final class Cancellation {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Runnable> actions = new ArrayList<>();
  private final IdentityHashMap<Future<?>, Boolean> works = new IdentityHashMap<>();
  private boolean over;
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
    endWorks();
  }

  /** Work of the call, which ends with it at the latest; false when the call is over already. */
  boolean begun(Future<?> work) {
    lock.lock();
    try {
      return !cancelled && !over && works.put(work, true) == null;
    } finally {
      lock.unlock();
    }
  }

  /** Work of the call has ended. */
  void ended(Future<?> work) {
    lock.lock();
    try {
      works.remove(work);
    } finally {
      lock.unlock();
    }
  }

  /** The call is over, and with it what it has begun. */
  void end() {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
    endWorks();
  }

  private void endWorks() {
    List<Future<?>> due;
    lock.lock();
    try {
      due = List.copyOf(works.keySet());
      works.clear();
    } finally {
      lock.unlock();
    }
    due.forEach(work -> work.cancel(true));
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
