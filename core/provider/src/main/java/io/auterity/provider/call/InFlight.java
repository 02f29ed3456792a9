package io.auterity.provider.call;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts who is in a connector's instance, so that it is closed after the last one. */
final class InFlight {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private final Set<Cancellation> calls = new HashSet<>();
  private int inside;
  private boolean shut;
  private boolean cancelling;

  /**
   * How a drain has ended.
   *
   * @param empty false when a call is still inside
   */
  record Drained(int cancelled, boolean empty) {}

  /** Enters; false when it is closed to further calls. */
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

  /** Enters once more for a call that is inside. */
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

  /**
   * Closes it to further calls and waits for the last one.
   *
   * @param deadline when the calls that are left are cancelled
   * @param grace how long these may take to notice
   */
  Drained drain(Duration deadline, Duration grace) {
    lock.lock();
    try {
      shut = true;
    } finally {
      lock.unlock();
    }
    if (awaitEmpty(deadline)) {
      return new Drained(0, true);
    }
    int cancelled = cancelAll();
    return new Drained(cancelled, awaitEmpty(grace));
  }

  private boolean awaitEmpty(Duration longest) {
    lock.lock();
    try {
      long nanos = longest.toNanos();
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
