package io.auterity.platform.plugin;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Reads {@code META-INF/auterity/plugin.yaml}; what its schema does not know is refused. */
public final class ManifestReader {

  private static final String SCHEMA = "plugin-manifest.schema.json";
  private static final int MAX_CHARACTERS = 1_000_000;

  private final YamlReader yaml = new YamlReader(MAX_CHARACTERS);
  private final JsonSchema schema = JsonSchema.of(schema());

  /** The JSON Schema of a manifest. */
  public static Json.Obj schema() {
    try (InputStream in =
        Objects.requireNonNull(ManifestReader.class.getResourceAsStream(SCHEMA))) {
      return new JsonReader(MAX_CHARACTERS).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a manifest.
   *
   * @param source names the file in messages
   * @throws PluginRefusedException with each problem's path and line
   */
  public PluginManifest read(String source, byte[] text) {
    YamlDocument document = document(source, text);
    List<Problem> problems =
        schema.check(document.value()).stream()
            .map(problem -> problem.at(document.line(problem.path())))
            .toList();
    if (!problems.isEmpty()) {
      throw new PluginRefusedException(source, problems);
    }
    return ManifestFields.of((Json.Obj) document.value());
  }

  private YamlDocument document(String source, byte[] text) {
    try {
      List<YamlDocument> documents = yaml.read(text);
      if (documents.size() == 1) {
        return documents.getFirst();
      }
      throw new PluginRefusedException(
          source, List.of(new Problem("", "must hold one YAML document", "keep one")));
    } catch (MalformedYamlException e) {
      throw new PluginRefusedException(
          source,
          List.of(new Problem("", "must be YAML", String.valueOf(e.getMessage())).at(e.line())));
    }
  }
}
