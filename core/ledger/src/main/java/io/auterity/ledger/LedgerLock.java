package io.auterity.ledger;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lock of one tenant's accounts, in which callers wait for what others ask meanwhile. */
final class LedgerLock {

  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  LedgerLock(Time time) {
    this.time = time;
  }

  <T extends @Nullable Object> T in(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  void in(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Ends what others may wait for. */
  void end(Runnable work) {
    in(
        () -> {
          work.run();
          ended.signalAll();
        });
  }

  /**
   * Waits in the lock while something is under way.
   *
   * @param limit that it is about
   * @param deadline in nanoseconds of the clock
   * @throws CallFailedException {@code cancelled}; {@code unavailable} when it has not ended by
   *     then
   */
  void awaitEnd(BooleanSupplier underWay, String limit, long deadline) {
    long left = deadline - time.nanos();
    try {
      while (underWay.getAsBoolean()) {
        if (left <= 0) {
          throw HoldDecision.noAnswer(limit);
        }
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "The caller has gone.");
    }
  }
}
