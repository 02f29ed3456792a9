package io.auterity.spi.inbound;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.util.Optional;

/**
 * The body of a request cannot be read on, for a reason of the platform's or its sender's own. A
 * sender who has gone is a plain {@link IOException}.
 */
public final class InboundBodyException extends IOException {

  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  /**
   * @param code {@code too_large}, {@code timeout} or {@code invalid}
   * @param message what is wrong with it, and what to do
   */
  public InboundBodyException(FailureCode code, String message) {
    super(message);
    this.code = code;
  }

  public FailureCode code() {
    return code;
  }

  /** What the caller is told. */
  public CallFailedException failed() {
    return new CallFailedException(code, String.valueOf(getMessage()));
  }

  /** The one that caused a failure; empty when something else did. */
  public static Optional<InboundBodyException> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InboundBodyException body) {
        return Optional.of(body);
      }
    }
    return Optional.empty();
  }
}
