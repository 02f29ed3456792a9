package io.auterity.platform.provider;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts who is in a connector's instance, so that it is closed after the last one. */
final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private final Set<Cancellation> calls = new HashSet<>();
  private int inside;
  private boolean shut;
  private boolean cancelling;

  /** Enters; false when nobody may any more. */
  boolean enter() {
    lock.lock();
    try {
      if (!shut) {
        inside++;
      }
      return !shut;
    } finally {
      lock.unlock();
    }
  }

  /** Enters once more for someone who is inside. */
  void enterAgain() {
    lock.lock();
    try {
      inside++;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside--;
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Makes a call cancellable while it lasts; it is cancelled at once when all others were. */
  void begun(Cancellation call) {
    boolean late;
    lock.lock();
    try {
      calls.add(call);
      late = cancelling;
    } finally {
      lock.unlock();
    }
    if (late) {
      call.cutOff();
    }
  }

  void ended(Cancellation call) {
    lock.lock();
    try {
      calls.remove(call);
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody in any more. */
  void shut() {
    lock.lock();
    try {
      shut = true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nobody is inside; false when somebody still is at the deadline. */
  boolean awaitEmpty(Duration deadline) {
    lock.lock();
    try {
      long nanos = deadline.toNanos();
      while (inside > 0 && nanos > 0) {
        nanos = left.awaitNanos(nanos);
      }
      return inside == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Cancels every call and tells how many there were. */
  int cancelAll() {
    Set<Cancellation> open;
    lock.lock();
    try {
      cancelling = true;
      open = Set.copyOf(calls);
    } finally {
      lock.unlock();
    }
    open.forEach(Cancellation::cutOff);
    return open.size();
  }
}
