package io.auterity.testkit.files;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** YAML (and so JSON) text as a {@link Json} value; binary data is text in base64. */
public final class YamlTree {

  // Descriptions of third parties are larger than what the library takes by itself.
  private static final int LARGEST = 16_000_000;
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .loadSettings(LoadSettings.builder().setCodePointLimit(LARGEST).build())
              .build());

  private static final JsonMapper JSON = JsonMapper.shared();

  private YamlTree() {}

  /** JSON text, where YAML reads some escapes otherwise. */
  public static Json json(byte[] text) {
    return of(JSON.readTree(text));
  }

  public static Json read(byte[] text) {
    return of(MAPPER.readTree(text));
  }

  private static Json of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> Json.array(node.valueStream().map(YamlTree::of).toList());
      case STRING -> Json.of(node.stringValue());
      case BINARY -> Json.of(node.asString());
      case BOOLEAN -> Json.of(node.booleanValue());
      case NUMBER ->
          node.canConvertToLong() && node.isIntegralNumber()
              ? Json.of(node.longValue())
              : Json.of(node.doubleValue());
      case NULL, MISSING -> Json.NULL;
      default -> throw new IllegalArgumentException("no JSON: " + node.getNodeType());
    };
  }

  private static Json object(JsonNode node) {
    Map<String, Json> fields = new LinkedHashMap<>();
    node.properties()
        .forEach(f -> fields.put(f.getKey(), of(Objects.requireNonNull(f.getValue()))));
    return new Json.Obj(fields);
  }
}
