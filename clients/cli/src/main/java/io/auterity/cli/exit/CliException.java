package io.auterity.cli.exit;

/** A failure that is reported as one sentence. */
public class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public static final int FAILED = 1;
  public static final int BAD_INPUT = 2;

  private final int exitCode;

  public CliException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** What the user wrote cannot be used. */
  public static CliException badInput(String sentence) {
    return new CliException(BAD_INPUT, sentence);
  }

  public static CliException failed(String sentence) {
    return new CliException(FAILED, sentence);
  }

  public int exitCode() {
    return exitCode;
  }
}
