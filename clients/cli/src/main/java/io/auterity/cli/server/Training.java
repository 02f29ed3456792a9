package io.auterity.cli.server;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Makes the cache that shortens later starts, beside what this command does, through the launcher.
 */
public final class Training {

  private static final String LAUNCHER = "auterity.train";

  /**
   * Begins it where a launcher is named, which leaves it where there is a cache; it ends with this
   * command.
   */
  public static void begin() {
    String launcher = System.getProperty(LAUNCHER, "");
    if (launcher.isEmpty()) {
      return;
    }
    try {
      Process process =
          new ProcessBuilder(launcher, "train")
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-training"));
    } catch (IOException e) {
      throw CliException.failed("cannot start " + launcher + ": " + e.getMessage());
    }
  }
}
