package io.auterity.gateway.batch;

import org.jspecify.annotations.Nullable;

/** Says that a line of an input file is none. */
public final class BadLineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable String param;

  public BadLineException(String code, String message, @Nullable String param) {
    super(message, null, false, false);
    this.code = code;
    this.param = param;
  }

  BatchError at(int line) {
    return new BatchError(code, String.valueOf(getMessage()), param, line);
  }
}
