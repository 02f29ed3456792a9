package io.auterity.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The chart in {@code deploy/chart}, as Helm reads it. */
final class Chart {

  static final Path FOLDER = Repository.root().resolve("deploy/chart");

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String KUBERNETES = "1.30.0";

  private Chart() {}

  /** One of its files. */
  static JsonNode read(String file) {
    return YAML.readTree(FOLDER.resolve(file));
  }

  /** Values of a YAML text. */
  static ObjectNode values(String yaml) {
    return (ObjectNode) YAML.readTree(yaml);
  }

  /** Those of a size, with what each installation has to say. */
  static ObjectNode size(String name) {
    return merged(values("database: {host: db.example.com}"), read("sizes/" + name + ".yaml"));
  }

  /** Values with others over them, objects field by field. */
  static ObjectNode merged(ObjectNode below, JsonNode above) {
    ObjectNode merged = below.deepCopy();
    above
        .properties()
        .forEach(
            field ->
                merged.set(
                    field.getKey(),
                    field.getValue() instanceof ObjectNode object
                            && merged.get(field.getKey()) instanceof ObjectNode old
                        ? merged(old, object)
                        : field.getValue()));
    return merged;
  }

  /**
   * The documents that it makes of values over its own.
   *
   * @throws IllegalStateException when Helm refuses them, with its words
   */
  static List<JsonNode> rendered(JsonNode values) {
    return withFile(
        values,
        file -> {
          String text =
              new Helm(FOLDER)
                  .template()
                  .withName("prod")
                  .withNamespace("ai")
                  .withKubeVersion(KUBERNETES)
                  .withValuesFile(file)
                  .call();
          return YAML.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
        });
  }

  /**
   * What Helm's strict check says of it, were these values over its own.
   *
   * @param folder where a copy with those is made
   */
  static LintResult linted(JsonNode values, Path folder) {
    try {
      Path copy = folder.resolve("auterity");
      try (Stream<Path> files = Files.walk(FOLDER)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(FOLDER.relativize(file).toString()));
        }
      }
      ObjectNode all = merged((ObjectNode) read("values.yaml"), values);
      Files.writeString(copy.resolve("values.yaml"), all.toString());
      return new Helm(copy).lint().strict().call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T withFile(JsonNode values, Function<Path, T> act) {
    try {
      Path file = Files.createTempFile("values", ".json");
      try {
        Files.writeString(file, JsonMapper.shared().writeValueAsString(values));
        return act.apply(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
