package io.auterity.cli.server;

import io.auterity.cli.exit.CliException;
import java.time.Duration;

/** Waits between two looks. */
public final class Pause {

  /**
   * Waits.
   *
   * @throws CliException when the thread is interrupted
   */
  public static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.failed("interrupted");
    }
  }
}
