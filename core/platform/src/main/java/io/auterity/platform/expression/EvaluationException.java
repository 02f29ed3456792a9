package io.auterity.platform.expression;

import org.jspecify.annotations.Nullable;

/** Says that an expression has no value for the values it was given; the caller's fault. */
public final class EvaluationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean absent;

  public EvaluationException(String message) {
    this(message, false, null);
  }

  EvaluationException(String message, boolean absent, @Nullable Throwable cause) {
    super(message, cause);
    this.absent = absent;
  }

  /** Whether it reads what is not there: a field, an item, a name without a value. */
  public boolean absent() {
    return absent;
  }
}
