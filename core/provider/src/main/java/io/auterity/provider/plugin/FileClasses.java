package io.auterity.provider.plugin;

import io.auterity.platform.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** The jars of a plugin that is a file: those in the folder of its name beside it. */
public final class FileClasses {

  private final String plugin;
  private final PluginFiles files;

  private FileClasses(String plugin, PluginFiles files) {
    this.plugin = plugin;
    this.files = files;
  }

  /** Those beside a file; empty where there is no such folder. */
  public static Optional<FileClasses> beside(Path folder, String plugin) {
    Path jars = folder.resolve(plugin);
    return Files.isDirectory(jars) && PluginFiles.mayBe(jars)
        ? Optional.of(new FileClasses(plugin, PluginFiles.without(jars)))
        : Optional.empty();
  }

  /** Whether a folder holds such jars, and no plugin of its own. */
  static boolean holds(Path folder) {
    return Files.isDirectory(folder)
        && PluginFiles.mayBe(folder)
        && PluginFiles.manifests(folder) == 0;
  }

  /** SHA-256 of a file's digest and of the bytes of the jars, in lower-case hex. */
  public String digest(String ofFile) {
    return HexFormat.of().formatHex(Sha256.of(ofFile + " " + files.digest()));
  }

  /**
   * SHA-256 of the bytes of the jars, as {@code sha256:} and lower-case hex.
   *
   * @throws PluginRefusedException when they cannot be read
   */
  public String jars() {
    String digest = files.digest();
    if (digest.equals(PluginFiles.UNREADABLE)) {
      throw new PluginRefusedException(
          "the jars in the folder %s cannot be read".formatted(plugin));
    }
    return digest;
  }

  /** Does something with the classes, and lets them go. */
  public void during(Consumer<ClassLoader> work) {
    try (URLClassLoader classes = open(new PluginLoaders())) {
      work.accept(classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URLClassLoader open(PluginLoaders loaders) {
    return loaders.open(plugin, files.urls());
  }
}
