package io.auterity.spi;

/** Carries a {@link Failure} out of a connector or the platform; it holds text, no live cause. */
public final class CallFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public CallFailedException(Failure failure) {
    super(failure.code().wire() + ": " + failure.message(), null, false, false);
    this.failure = failure;
  }

  /** A failure that had no outside effect, unless it is in doubt. */
  public CallFailedException(FailureCode code, String message) {
    this(Failure.of(code, message));
  }

  public Failure failure() {
    return failure;
  }
}
