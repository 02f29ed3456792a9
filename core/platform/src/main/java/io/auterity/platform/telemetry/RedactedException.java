package io.auterity.platform.telemetry;

/**
 * What went wrong where, without the words of it: messages of parsers quote what they were given,
 * and before anybody is authenticated that may be a key. It stands in a log in the place of its
 * original.
 */
public final class RedactedException extends Exception {

  private static final long serialVersionUID = 1L;

  private RedactedException(Throwable original) {
    super(
        original.getClass().getName(),
        original.getCause() == null ? null : new RedactedException(original.getCause()));
    setStackTrace(original.getStackTrace());
  }

  /** The same without words. */
  public static RedactedException of(Throwable original) {
    return new RedactedException(original);
  }
}
