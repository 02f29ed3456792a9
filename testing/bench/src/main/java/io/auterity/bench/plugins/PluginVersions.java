package io.auterity.bench.plugins;

import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies of one plugin that differ in their version. */
final class PluginVersions {

  private static final String MANIFEST = "META-INF/auterity/plugin.yaml";

  private final Path original;
  private final Path folder;
  private int made;

  /**
   * Copies of a plugin.
   *
   * @param original a folder of jars
   */
  PluginVersions(Path original, Path folder) {
    this.original = original;
    this.folder = folder;
  }

  /** A copy whose version nothing had before. */
  Path next() {
    made++;
    Path copy = folder.resolve("v" + made);
    try (Stream<Path> files = Files.list(original)) {
      Files.createDirectories(copy);
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      for (Path jar : jars) {
        Path target = copy.resolve(jar.getFileName());
        Files.copy(jar, target);
        mark(target, "1.0." + made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  private static void mark(Path jar, String version) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Path manifest = inside.getPath(MANIFEST);
      if (Files.exists(manifest)) {
        String text = Files.readString(manifest);
        String marked = text.replaceFirst("(?m)^version:.*$", "version: \"" + version + "\"");
        if (marked.equals(text)) {
          throw new VoidRunException("the manifest in " + jar + " has no version");
        }
        Files.writeString(manifest, marked);
      }
    }
  }
}
