package io.auterity.provider.plugin;

import io.auterity.spi.PluginManifest;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin on disk whose manifest is valid; nothing of it is loaded.
 *
 * @param problems what it is without, such as presets of its manifest
 */
record InstalledPlugin(PluginBody body, PluginManifest manifest, List<String> problems) {

  InstalledPlugin {
    problems = List.copyOf(problems);
  }

  String id() {
    return manifest.id();
  }

  /** Whether it is a file and no jar. */
  boolean ofFile() {
    return body instanceof PluginBody.OfFile;
  }

  Path source() {
    return body.source();
  }
}
