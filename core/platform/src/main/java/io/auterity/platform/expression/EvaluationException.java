package io.auterity.platform.expression;

/** Says that an expression has no value for the values it was given; the caller's fault. */
public final class EvaluationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EvaluationException(String message) {
    super(message);
  }
}
