package io.auterity.server.web.errors;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;

/** A body came so slowly that its reader has given up; the rest of it is not read. */
public final class SlowBodyException extends RuntimeException {

  /** Of the answer. */
  public static final int STATUS = 408;

  private static final long serialVersionUID = 1L;
  private static final Failure FAILURE =
      Failure.of(
          FailureCode.TIMEOUT, "the body of the request came too slowly; send it without pauses");

  public SlowBodyException() {
    super(FAILURE.message(), null, false, false);
  }

  public Failure failure() {
    return FAILURE;
  }
}
