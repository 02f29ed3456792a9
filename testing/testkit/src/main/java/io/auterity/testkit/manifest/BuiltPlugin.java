package io.auterity.testkit.manifest;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a built plugin: its jar and its libraries. */
public record BuiltPlugin(Path path) {

  private static final String MANIFEST = "META-INF/auterity/plugin.yaml";

  /** A copy whose manifest names another version, for tests that swap one for the other. */
  public BuiltPlugin copyAs(String version, Path target) throws IOException {
    Files.createDirectories(target);
    for (Path jar : jars()) {
      Path copy = target.resolve(jar.getFileName());
      Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
      rename(copy, version);
    }
    return new BuiltPlugin(target);
  }

  private List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void rename(Path jar, String version) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Path manifest = files.getPath(MANIFEST);
      if (Files.exists(manifest)) {
        String text = Files.readString(manifest);
        String renamed = text.replaceFirst("(?m)^version:.*$", "version: \"" + version + "\"");
        Files.writeString(manifest, renamed);
      }
    }
  }
}
