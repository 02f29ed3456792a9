package io.auterity.platform.plugin;

import io.auterity.spi.PluginManifest;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin on disk whose manifest is valid; nothing of it is loaded.
 *
 * @param problems of presets that its manifest is without
 */
record InstalledPlugin(PluginFiles files, PluginManifest manifest, List<String> problems) {

  InstalledPlugin {
    problems = List.copyOf(problems);
  }

  /**
   * Reads what is at that place.
   *
   * @throws PluginRefusedException when it is no plugin or its manifest is wrong
   */
  static InstalledPlugin at(Path source, ManifestReader manifests) {
    PluginFiles files = PluginFiles.at(source);
    ManifestReader.Content content =
        manifests.read(source.toString(), files.manifest(), files.presets());
    return new InstalledPlugin(files, content.manifest(), content.problems());
  }

  String id() {
    return manifest.id();
  }

  Path source() {
    return files.source();
  }
}
