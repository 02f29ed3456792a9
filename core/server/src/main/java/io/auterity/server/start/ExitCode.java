package io.auterity.server.start;

/** Why the process ended, for whoever started it. */
public enum ExitCode {
  /** An error of the program. */
  FAILED(1),
  /** Arguments or settings are wrong. */
  SETTINGS(2),
  /** Port, disk, data directory or database are not as they must be. */
  SURROUNDINGS(3);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  public int value() {
    return value;
  }
}
