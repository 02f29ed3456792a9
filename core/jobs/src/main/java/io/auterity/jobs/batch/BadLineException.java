package io.auterity.jobs.batch;

import org.jspecify.annotations.Nullable;

/** Says that a line of an input file is none. */
public final class BadLineException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;

  private final String code;
  private final @Nullable String param;

  /**
   * @param message cut where it is long: it may quote what the line says
   */
  public BadLineException(String code, String message, @Nullable String param) {
    super(cut(message), null, false, false);
    this.code = code;
    this.param = param;
  }

  private static String cut(String message) {
    int whole = message.codePointCount(0, message.length());
    return whole <= LONGEST
        ? message
        : message.substring(0, message.offsetByCodePoints(0, LONGEST)) + "…";
  }

  BatchError at(int line) {
    return new BatchError(code, String.valueOf(getMessage()), param, line);
  }
}
