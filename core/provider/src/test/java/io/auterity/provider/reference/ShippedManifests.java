package io.auterity.provider.reference;

import io.auterity.provider.plugin.ManifestReader;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The manifests of the plugins that are shipped, as they stand in the source. */
public final class ShippedManifests {

  private ShippedManifests() {}

  /** What all of them bring. */
  static List<ConnectorManifest> connectors() throws IOException {
    return plugins().stream().flatMap(plugin -> plugin.connectors().stream()).toList();
  }

  /** Those in jars. */
  public static List<PluginManifest> plugins() throws IOException {
    List<PluginManifest> manifests = new ArrayList<>();
    try (Stream<Path> plugins = Files.list(Path.of("../../plugins")).sorted()) {
      for (Path plugin : plugins.toList()) {
        Path file = plugin.resolve("src/main/resources/META-INF/auterity/plugin.yaml");
        if (Files.exists(file) && !plugin.endsWith("example")) {
          manifests.add(
              new ManifestReader()
                  .read(file.toString(), filtered(file), presets(file.resolveSibling("presets")))
                  .whole());
        }
      }
    }
    return manifests;
  }

  /** The manifest's bytes with the version that the build puts in. */
  private static byte[] filtered(Path file) throws IOException {
    return Files.readString(file)
        .replace("@project.version@", "0.0.0")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> presets(Path folder) throws IOException {
    Map<String, byte[]> presets = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          presets.put(file.getFileName().toString().replace(".yaml", ""), Files.readAllBytes(file));
        }
      }
    }
    return presets;
  }
}
