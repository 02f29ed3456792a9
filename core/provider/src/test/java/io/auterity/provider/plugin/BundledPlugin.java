package io.auterity.provider.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A plugin of this product, compiled from its own sources into the folder that its build would
 * make, so that tests of the platform need no build order.
 */
public final class BundledPlugin {

  private static final Path PLUGINS = Path.of("..", "..", "plugins");
  private static final String TOOLKIT = "toolkit";

  /** What plugins use that bring JGit. */
  private static final Path OF_GIT = Path.of("io/auterity/toolkit/git");

  private BundledPlugin() {}

  /**
   * Writes the plugin with its libraries.
   *
   * @param libraries beginnings of the names of jars that it takes along, e.g. {@code
   *     jackson-core-}
   */
  public static Path write(String name, Path folder, String... libraries) {
    try {
      Path home = Files.createDirectories(folder.resolve(name));
      for (String library : libraries) {
        Path jar = onClassPath(library);
        Files.copy(jar, home.resolve(jar.getFileName()));
      }
      PluginJar jar = new PluginJar().manifest(manifest(name));
      boolean git = Stream.of(libraries).anyMatch(library -> library.contains("jgit"));
      sources(jar, TOOLKIT, file -> git || !file.startsWith(OF_GIT));
      sources(jar, name, file -> true);
      jar.write(home.resolve(name + ".jar"));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the plugin of mail servers. */
  public static Path mail(Path folder) {
    return write(
        "mail",
        folder,
        "jackson-core-",
        "angus-mail-",
        "angus-activation-",
        "jakarta.mail-api-",
        "jakarta.activation-api-",
        "jsoup-");
  }

  private static String manifest(String name) throws IOException {
    return Files.readString(
            PLUGINS.resolve(name).resolve("src/main/resources").resolve(PluginFiles.MANIFEST))
        .replace("@project.version@", "0.0.1");
  }

  private static void sources(PluginJar jar, String module, Predicate<Path> wanted)
      throws IOException {
    Path root = PLUGINS.resolve(module).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file :
          files
              .filter(path -> path.toString().endsWith(".java"))
              .filter(path -> wanted.test(root.relativize(path)))
              .toList()) {
        String relative = root.relativize(file).toString();
        String name = relative.substring(0, relative.length() - ".java".length());
        jar.source(name.replace('/', '.'), Files.readString(file));
      }
    }
  }

  private static Path onClassPath(String beginning) {
    return List.of(System.getProperty("java.class.path").split(":")).stream()
        .map(Path::of)
        .filter(path -> path.getFileName().toString().startsWith(beginning))
        .filter(
            path -> !beginning.startsWith("jackson") || path.toString().contains("tools/jackson"))
        .findFirst()
        .orElseThrow();
  }
}
