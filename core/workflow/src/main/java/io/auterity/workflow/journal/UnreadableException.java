package io.auterity.workflow.journal;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;

/** Says which part of what is stored of a run this version of the server cannot read. */
public final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String CURE =
      "the run stands still and nothing of it is lost; start the version of the server that wrote"
          + " it, or restore the damaged row, and start the server again";

  /**
   * What cannot be read.
   *
   * @param part e.g. {@code event 7 of the journal}
   */
  public UnreadableException(String part, Throwable cause) {
    super("%s cannot be read (%s)".formatted(part, told(cause)), cause);
  }

  private static String told(Throwable cause) {
    return cause instanceof CallFailedException failed
        ? failed.failure().message()
        : String.valueOf(cause.getMessage());
  }

  /** The same as a failure, for a caller that asks about the run. */
  public Failure failure() {
    return Failure.of(FailureCode.INTERNAL, "%s: %s".formatted(getMessage(), CURE));
  }
}
