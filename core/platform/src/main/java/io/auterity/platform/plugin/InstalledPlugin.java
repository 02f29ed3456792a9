package io.auterity.platform.plugin;

import io.auterity.spi.PluginManifest;
import java.nio.file.Path;

/** A plugin on disk whose manifest is valid; nothing of it is loaded. */
record InstalledPlugin(PluginFiles files, PluginManifest manifest) {

  /**
   * Reads what is at that place.
   *
   * @throws PluginRefusedException when it is no plugin or its manifest is wrong
   */
  static InstalledPlugin at(Path source, ManifestReader manifests) {
    PluginFiles files = PluginFiles.at(source);
    return new InstalledPlugin(
        files, manifests.read(source.toString(), files.manifest(), files.presets()));
  }

  String id() {
    return manifest.id();
  }

  Path source() {
    return files.source();
  }
}
