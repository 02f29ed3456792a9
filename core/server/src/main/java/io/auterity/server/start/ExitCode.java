package io.auterity.server.start;

/**
 * Exit status of the server's process. 3 stands for no constant: with it the JVM itself ends when
 * its heap is exhausted, and the launcher starts the server anew on that status alone.
 */
public enum ExitCode {
  /** An error of the program. */
  FAILED(1),
  /** Arguments or settings are wrong. */
  SETTINGS(2),
  /** Port, disk, data directory or database are not as they must be. */
  SURROUNDINGS(4);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  public int value() {
    return value;
  }
}
