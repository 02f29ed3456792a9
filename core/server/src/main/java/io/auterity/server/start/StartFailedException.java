package io.auterity.server.start;

import org.jspecify.annotations.Nullable;

/** The server cannot start; the message is one sentence for the operator. */
public final class StartFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public StartFailedException(ExitCode exitCode, String sentence) {
    this(exitCode, sentence, null);
  }

  public StartFailedException(ExitCode exitCode, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
