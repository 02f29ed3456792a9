package io.auterity.platform.rate;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A queue in which requests wait for their turn: first come, first served. */
final class WaitingLine {

  /** The length of a queue that no request joins any more. */
  static final int LONGEST = 1_000;

  private final ReentrantLock first = new ReentrantLock(true);

  boolean isEmpty() {
    return !first.isLocked();
  }

  boolean full() {
    return first.getQueueLength() >= LONGEST;
  }

  /**
   * Waits to be the first, who leaves again in the end.
   *
   * @return false when that would take too long, or the queue is full
   * @throws CallFailedException {@code cancelled}
   */
  boolean enter(Duration longest, Call call) {
    if (full()) {
      return false;
    }
    Wake wake = new Wake(Thread.currentThread());
    call.onCancel(wake);
    try {
      return first.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      if (!wake.woke()) {
        Thread.currentThread().interrupt();
      }
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    } finally {
      wake.over();
    }
  }

  void leave() {
    first.unlock();
  }

  /** Interrupts a thread that waits, and does nothing when it does not wait any more. */
  private static final class Wake implements Runnable {
    private final Thread waiting;
    private boolean over;
    private boolean woke;

    Wake(Thread waiting) {
      this.waiting = waiting;
    }

    @Override
    public synchronized void run() {
      if (!over) {
        woke = true;
        waiting.interrupt();
      }
    }

    synchronized boolean woke() {
      return woke;
    }

    synchronized void over() {
      over = true;
      if (woke) {
        Thread.interrupted();
      }
    }
  }
}
