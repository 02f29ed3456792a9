package io.auterity.relay.route;

/** An expression that is no CEL, or does not fit what it may speak of. */
public final class BadConditionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  BadConditionException(String message, int line, int column) {
    super(message, null, false, false);
    this.line = line;
    this.column = column;
  }

  /** Counts from 1. */
  public int line() {
    return line;
  }

  /** Counts from 1. */
  public int column() {
    return column;
  }
}
