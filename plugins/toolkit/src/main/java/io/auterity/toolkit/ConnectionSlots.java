package io.auterity.toolkit;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The bound of the connections that a provider may have open at one time. */
public final class ConnectionSlots {

  private final int most;
  private final Semaphore free;

  public ConnectionSlots(int most) {
    this.most = most;
    this.free = new Semaphore(most, true);
  }

  /**
   * Takes a slot, for which it waits as long as the call has time; {@link #release} gives it back.
   *
   * @throws CallFailedException {@code saturated} when none is free in time; {@code cancelled}
   */
  public void acquire(Call call) {
    try {
      if (!free.tryAcquire(call.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new CallFailedException(
            FailureCode.SATURATED,
            "all %d connections of provider %s were busy as long as the call had time"
                .formatted(most, call.provider().id()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "interrupted");
    }
  }

  /** Gives a slot back. */
  public void release() {
    free.release();
  }
}
