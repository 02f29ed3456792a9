package io.auterity.platform.telemetry;

/**
 * What went wrong where, without the words of it: messages of parsers quote what they were given,
 * and before anybody is authenticated that may be a key. It stands in a log in the place of its
 * original.
 */
public final class Wordless extends Exception {

  private static final long serialVersionUID = 1L;

  private Wordless(Throwable original) {
    super(
        original.getClass().getName(),
        original.getCause() == null ? null : new Wordless(original.getCause()));
    setStackTrace(original.getStackTrace());
  }

  /** The same without words. */
  public static Wordless of(Throwable original) {
    return new Wordless(original);
  }
}
