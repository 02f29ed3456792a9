package io.auterity.platform.telemetry;

/**
 * A redacted exception: what went wrong where, without its messages. Those of parsers quote what
 * they were given, and before a caller is authenticated that may be a key. It stands in a log in
 * the place of its original.
 */
public final class RedactedException extends Exception {

  private static final long serialVersionUID = 1L;

  private RedactedException(Throwable original) {
    super(
        original.getClass().getName(),
        original.getCause() == null ? null : new RedactedException(original.getCause()));
    setStackTrace(original.getStackTrace());
  }

  /** The same without messages. */
  public static RedactedException of(Throwable original) {
    return new RedactedException(original);
  }
}
