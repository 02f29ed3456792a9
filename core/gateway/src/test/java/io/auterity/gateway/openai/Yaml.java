package io.auterity.gateway.openai;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Third-party YAML, which may be large and hold integers of more than 64 bits. */
final class Yaml {

  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .loadSettings(LoadSettings.builder().setCodePointLimit(16_000_000).build())
              .build());

  private Yaml() {}

  static Json.Obj read(byte[] text) {
    return (Json.Obj) of(MAPPER.readTree(text));
  }

  private static Json of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> Json.array(node.valueStream().map(Yaml::of).toList());
      case STRING -> Json.of(node.stringValue());
      case BOOLEAN -> Json.of(node.booleanValue());
      case NUMBER ->
          node.canConvertToExactIntegral() && node.canConvertToLong()
              ? Json.of(node.longValue())
              : Json.of(node.doubleValue());
      default -> Json.NULL;
    };
  }

  private static Json object(JsonNode node) {
    Map<String, Json> fields = new LinkedHashMap<>();
    node.properties()
        .forEach(field -> fields.put(field.getKey(), of(Objects.requireNonNull(field.getValue()))));
    return new Json.Obj(fields);
  }
}
