package io.auterity.provider.plugin;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds plugins of every form in a folder, and reads what each says of itself. */
final class PluginReader {

  private final ManifestReader manifests = new ManifestReader();
  private final PluginSource files;

  /**
   * @param files the form that a folder may hold beside jars
   */
  PluginReader(PluginSource files) {
    this.files = files;
  }

  /** What may be a plugin in a folder: folders that hold a jar, jars and such files, by name. */
  List<Path> candidates(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> all =
          Stream.concat(
                  entries.filter(path -> PluginFiles.mayBe(path) || ofFile(path)),
                  files.stored().stream().map(folder::resolve))
              .distinct()
              .sorted()
              .toList();
      Set<String> ids = all.stream().filter(this::ofFile).map(this::name).collect(toSet());
      return all.stream().filter(path -> !ofAFile(path, ids)).toList();
    } catch (IOException e) {
      throw new PluginRefusedException("the plugin folder %s cannot be read".formatted(folder));
    }
  }

  // The classes of a file, which is read with them.
  private static boolean ofAFile(Path path, Set<String> files) {
    return files.contains(path.getFileName().toString()) && FileClasses.holds(path);
  }

  /** Those of them that are no jars and bring one of these plugins. */
  List<Path> files(Path folder, Set<String> plugins) {
    return candidates(folder).stream()
        .filter(path -> ofFile(path) && plugins.contains(name(path)))
        .toList();
  }

  /** How a plugin is called that cannot be read. */
  String name(Path source) {
    return files.id(source).orElse(source.getFileName().toString());
  }

  /**
   * Reads what is at that place.
   *
   * @throws PluginRefusedException when it is no plugin, or what it says of itself is wrong
   */
  InstalledPlugin read(Path source) {
    if (ofFile(source)) {
      PluginSource.Content content = files.read(source);
      return new InstalledPlugin(
          new PluginBody.OfFile(source, content), content.manifest(), content.problems());
    }
    PluginFiles jars = PluginFiles.at(source);
    ManifestReader.Content content =
        manifests.read(source.toString(), jars.manifest(), jars.presets());
    return new InstalledPlugin(new PluginBody.OfJars(jars), content.manifest(), content.problems());
  }

  private boolean ofFile(Path path) {
    return files.id(path).isPresent()
        && (Files.isRegularFile(path) || files.stored().contains(path.getFileName().toString()));
  }
}
