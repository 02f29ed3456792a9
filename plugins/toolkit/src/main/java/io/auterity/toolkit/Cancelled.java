package io.auterity.toolkit;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;

/** Ends long work in the middle when its caller no longer waits. */
public final class Cancelled {

  /**
   * Does nothing while the caller waits.
   *
   * @throws CallFailedException {@code timeout} or {@code cancelled} when the call has ended
   */
  public static void check(Call call) {
    if (!call.cancelled()) {
      return;
    }
    throw call.remaining().isZero()
        ? new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed")
        : new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
  }
}
