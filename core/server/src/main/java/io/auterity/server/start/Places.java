package io.auterity.server.start;

import io.auterity.platform.digest.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an installation keeps what.
 *
 * @param data everything but the master key
 * @param masterKey the file that decrypts secrets; outside of {@code data}, so that a copy of that
 *     holds none that can be read
 * @param plugins folder with one folder for each plugin
 */
public record Places(Path data, Path masterKey, Path plugins) {

  private static final int DIGEST_LENGTH = 16;

  /**
   * The usual places of a data directory: its master key stands in the user's configuration, and
   * the built-in plugins beside the libraries of the distribution.
   */
  public static Places of(Path data, Map<String, String> environment) {
    Path absolute = data.toAbsolutePath().normalize();
    String home = System.getProperty("user.home");
    String config =
        environment.getOrDefault("XDG_CONFIG_HOME", Path.of(home, ".config").toString());
    return new Places(data, Path.of(config, "auterity", digest(absolute) + ".key"), builtIn());
  }

  /** These places with another folder of plugins; null changes nothing. */
  public Places withPlugins(@Nullable String folder) {
    return folder == null ? this : new Places(data, masterKey, Path.of(folder));
  }

  /** {@code plugins} beside {@code lib}, as seen from {@code lib/server/<this>.jar}. */
  private static Path builtIn() {
    try {
      Path jar = Path.of(Places.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolve("../../../plugins").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the directories. */
  Places created() throws IOException {
    Files.createDirectories(data);
    Files.createDirectories(masterKey.toAbsolutePath().getParent());
    return this;
  }

  private static String digest(Path path) {
    return HexFormat.of().formatHex(Sha256.of(path.toString())).substring(0, DIGEST_LENGTH);
  }
}
