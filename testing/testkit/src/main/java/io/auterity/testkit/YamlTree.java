package io.auterity.testkit;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** YAML (and so JSON) text as a {@link Json} value; binary data is text in base64. */
public final class YamlTree {

  private static final YAMLMapper MAPPER = new YAMLMapper();

  private YamlTree() {}

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
