package io.auterity.cli.server;

import java.nio.file.Path;

/** The paths of this installation on this machine, as the launcher says. */
public final class Folders {

  /** The data directory, {@code .auterity} of the working directory unless the launcher says. */
  public static Path data() {
    return Path.of(System.getProperty("auterity.data", ".auterity"));
  }

  /** The folder that holds {@code lib} and {@code plugins}. */
  public static Path distribution() {
    return Path.of(System.getProperty("auterity.distribution", "."));
  }

  public static Path examples() {
    return Path.of(System.getProperty("auterity.examples", "examples"));
  }
}
