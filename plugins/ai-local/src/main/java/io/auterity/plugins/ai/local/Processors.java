package io.auterity.plugins.ai.local;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets so many calls compute at once; the others wait in order. */
final class Processors {

  private final Semaphore free;

  Processors(int count) {
    free = new Semaphore(count, true);
  }

  <T> T compute(Call call, Supplier<T> work) {
    return compute(call.remaining(), work);
  }

  /** Fails when no processor becomes free in that time. */
  <T> T compute(Duration longest, Supplier<T> work) {
    acquire(longest);
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  private void acquire(Duration longest) {
    try {
      if (!free.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        throw LocalErrors.busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "interrupted while waiting");
    }
  }
}
