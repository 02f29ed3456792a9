package io.auterity.server.start;

import io.auterity.platform.config.Settings;
import java.nio.file.Files;

/**
 * Checks the settings of a server without an engine, which shares the database and the keys of the
 * one that carries on runs.
 */
public final class SharedDatabase {

  /**
   * Checks that a server without an engine names the database and the keys of the other.
   *
   * @throws StartFailedException with one sentence
   */
  public static void check(InstallationPaths paths, Settings settings) {
    if (settings.engine().enabled()) {
      return;
    }
    if (settings.database().url() == null) {
      throw refused(
          "engine.enabled is false, but database.url names no database: set it to that of the server whose engine is enabled, with the accounts owner, app and engine (docs/guide/operations.md).");
    }
    if (!Files.exists(paths.masterKey())) {
      throw refused(
          "engine.enabled is false, but there is no key file %s: name that of the server whose engine is enabled, or a copy of it, in secrets.keyFile."
              .formatted(paths.masterKey()));
    }
  }

  private static StartFailedException refused(String sentence) {
    return new StartFailedException(ExitCode.SETTINGS, sentence);
  }
}
