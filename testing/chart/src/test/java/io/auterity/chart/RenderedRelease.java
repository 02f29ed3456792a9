package io.auterity.chart;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.config.Settings;
import io.auterity.platform.config.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What one installation consists of.
 *
 * @param documents as Helm made them
 */
record RenderedRelease(List<JsonNode> documents) {

  static RenderedRelease of(JsonNode values) {
    return new RenderedRelease(Chart.rendered(values));
  }

  Stream<JsonNode> all(String kind) {
    return documents.stream().filter(document -> kind.equals(document.at("/kind").asString()));
  }

  /** The only one of a kind. */
  JsonNode one(String kind) {
    List<JsonNode> found = all(kind).toList();
    if (found.size() != 1) {
      throw new AssertionError("%d of kind %s".formatted(found.size(), kind));
    }
    return found.getFirst();
  }

  JsonNode deployment() {
    return one("Deployment").at("/spec");
  }

  JsonNode pod() {
    return deployment().at("/template/spec");
  }

  JsonNode container() {
    return pod().at("/containers/0");
  }

  /** The port of its container with that name. */
  int port(String name) {
    return container()
        .at("/ports")
        .valueStream()
        .filter(port -> name.equals(port.at("/name").asString()))
        .findFirst()
        .orElseThrow()
        .at("/containerPort")
        .intValue();
  }

  /** What the server makes of its file of settings. */
  Settings settings() {
    try {
      Path file = Files.createTempFile("auterity", ".yaml");
      try {
        Files.writeString(file, one("ConfigMap").at("/data/auterity.yaml").stringValue());
        return new SettingsLoader(new Binder()).load(file, Map.of());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The volume that holds a file of the container, and the file's place in it. */
  Mounted mounted(String path) {
    return container()
        .at("/volumeMounts")
        .valueStream()
        .filter(mount -> holds(mount, path))
        .max(Comparator.comparingInt(mount -> mount.at("/mountPath").stringValue().length()))
        .map(
            mount -> {
              String folder = mount.at("/mountPath").stringValue();
              String inside =
                  mount.has("subPath")
                      ? mount.at("/subPath").stringValue()
                      : path.substring(folder.length() + 1);
              return new Mounted(volume(mount.at("/name").stringValue()), inside);
            })
        .orElseThrow(() -> new AssertionError("nothing is mounted at " + path));
  }

  private static boolean holds(JsonNode mount, String path) {
    String folder = mount.at("/mountPath").stringValue();
    return mount.has("subPath") ? path.equals(folder) : path.startsWith(folder + "/");
  }

  private JsonNode volume(String name) {
    return pod()
        .at("/volumes")
        .valueStream()
        .filter(volume -> name.equals(volume.at("/name").asString()))
        .findFirst()
        .orElseThrow();
  }

  /** A file in a volume. */
  record Mounted(JsonNode volume, String file) {

    /** The entry of a Secret or ConfigMap that it is. */
    String entry() {
      return volume.findValues("items").stream()
          .flatMap(JsonNode::valueStream)
          .filter(item -> file.equals(item.at("/path").asString()))
          .findFirst()
          .orElseThrow(() -> new AssertionError(file + " is no entry of " + volume))
          .at("/key")
          .stringValue();
    }
  }
}
