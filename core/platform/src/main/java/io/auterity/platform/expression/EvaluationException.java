package io.auterity.platform.expression;

/** Says that an expression has no value for the values it was given; the caller's fault. */
public final class EvaluationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean absent;

  EvaluationException(String message) {
    this(message, false);
  }

  EvaluationException(String message, boolean absent) {
    super(message);
    this.absent = absent;
  }

  /** Whether it reads what is not there: a field, an item, a name without a value. */
  public boolean absent() {
    return absent;
  }
}
