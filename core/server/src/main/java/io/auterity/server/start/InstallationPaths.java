package io.auterity.server.start;

import io.auterity.platform.database.embedded.Backup;
import io.auterity.platform.digest.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths of an installation: data directory, master key, plugins and PostgreSQL.
 *
 * @param data everything but the master key
 * @param masterKey the file that decrypts secrets; outside of {@code data}, so that a copy of that
 *     holds none that can be read
 * @param plugins folder with one folder for each plugin
 * @param postgres folder that holds or receives the programs of PostgreSQL for all installations;
 *     where there is none, they stand in {@code data}
 */
public record InstallationPaths(Path data, Path masterKey, Path plugins, Path postgres) {

  private static final int DIGEST_LENGTH = 16;

  /**
   * The usual paths of a data directory: its master key stands in the user's configuration, the
   * built-in plugins beside the libraries of the distribution, and PostgreSQL among these.
   */
  public static InstallationPaths of(Path data, Map<String, String> environment) {
    Path absolute = data.toAbsolutePath().normalize();
    String home = System.getProperty("user.home");
    String config =
        environment.getOrDefault("XDG_CONFIG_HOME", Path.of(home, ".config").toString());
    Path libraries = libraries();
    return new InstallationPaths(
        data,
        Path.of(config, "auterity", digest(absolute) + ".key"),
        libraries.resolveSibling("plugins"),
        libraries.resolve("postgres"));
  }

  /** Folder of the jars that carry runs on by a cluster, beside the other libraries. */
  public Path carriers() {
    return postgres.resolveSibling("engine-temporal");
  }

  /** What providers keep as files. */
  public Path files() {
    return Backup.files(data);
  }

  /** These paths with another folder of plugins; null changes nothing. */
  public InstallationPaths withPlugins(@Nullable String folder) {
    return folder == null
        ? this
        : new InstallationPaths(data, masterKey, Path.of(folder), postgres);
  }

  /** These paths with another file of keys; null changes nothing. */
  public InstallationPaths withMasterKey(@Nullable String file) {
    return file == null ? this : new InstallationPaths(data, Path.of(file), plugins, postgres);
  }

  /** {@code lib}, as seen from {@code lib/server/<this>.jar}. */
  private static Path libraries() {
    try {
      Path jar =
          Path.of(
              InstallationPaths.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolve("../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the directories. */
  InstallationPaths created() throws IOException {
    Files.createDirectories(data);
    Files.createDirectories(masterKey.toAbsolutePath().getParent());
    return this;
  }

  private static String digest(Path path) {
    return HexFormat.of().formatHex(Sha256.of(path.toString())).substring(0, DIGEST_LENGTH);
  }
}
