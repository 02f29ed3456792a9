package io.auterity.relay.road;

import io.auterity.provider.plugin.ManifestReader;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.Billed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the manifests of the product's plugins say, as they stand in the source. */
final class ShippedManifests {

  private static final Path PLUGINS = Path.of("../../plugins");
  private static final String PLACE = "src/main/resources/META-INF/auterity";

  private static final List<Billed> BILLED = read();

  private ShippedManifests() {}

  /** What their vendors bill beside tokens. */
  static List<Billed> billed() {
    return BILLED;
  }

  private static List<Billed> read() {
    try (Stream<Path> folders = Files.list(PLUGINS)) {
      return folders
          .map(folder -> folder.resolve(PLACE))
          .filter(place -> Files.exists(place.resolve("plugin.yaml")))
          .sorted()
          .flatMap(place -> manifest(place).billed().stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PluginManifest manifest(Path place) {
    String text = new String(bytes(place.resolve("plugin.yaml")), StandardCharsets.UTF_8);
    return new ManifestReader()
        .read(
            place.toString(),
            text.replace("@project.version@", "1.0.0").getBytes(StandardCharsets.UTF_8),
            presets(place.resolve("presets")))
        .whole();
  }

  private static Map<String, byte[]> presets(Path folder) {
    if (!Files.exists(folder)) {
      return Map.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.collect(
          Collectors.toMap(
              file -> file.getFileName().toString().replace(".yaml", ""), ShippedManifests::bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
