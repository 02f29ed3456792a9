package io.auterity.testkit.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** A vendor's description of its API as one tree, whose schemas are JSON Schema. */
public final class VendorDescription {

  private static final JsonMapper JSON = new JsonMapper();

  /** Most references in a row, lest they lead in a circle. */
  private static final int DEEPEST = 8;

  private VendorDescription() {}

  /**
   * Reads OpenAPI 3 or Swagger 2, in JSON or YAML, which may be compressed.
   *
   * @throws tools.jackson.core.JacksonException when it is no JSON
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException when it is no YAML
   */
  public static JsonNode read(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      // Alternatives that say too little are often met by a request of another.
      String text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\"oneOf\"", "\"anyOf\"");
      JsonNode description =
          nullable(text.stripLeading().startsWith("{") ? JSON.readTree(text) : yaml(text));
      description.path("paths").forEach(VendorDescription::shareParameters);
      return description;
    }
  }

  /** What stands at a reference inside the description, which may be one again. */
  public static JsonNode resolved(JsonNode description, JsonNode node) {
    JsonNode found = node;
    for (int depth = 0; found.has("$ref"); depth++) {
      String place = found.get("$ref").asString("");
      if (depth == DEEPEST || !place.startsWith("#/")) {
        return MissingNode.getInstance();
      }
      found = description.at(place.substring(1));
    }
    return found;
  }

  /** Reads one of Google's own form, in which objects have the fields that are named alone. */
  static JsonNode ofGoogle(Path file) throws IOException {
    JsonNode said = JSON.readTree(Files.readAllBytes(file));
    ObjectNode made = JSON.createObjectNode();
    JsonNode schemas = closed(said.get("schemas"));
    schemas.forEach(schema -> ((ObjectNode) schema).remove("id"));
    made.putObject("components").set("schemas", schemas);
    ObjectNode paths = made.putObject("paths");
    said.findParents("httpMethod").forEach(method -> describe(method, said, paths));
    return made;
  }

  private static void describe(JsonNode method, JsonNode whole, ObjectNode paths) {
    for (String place : List.of("path", "flatPath")) {
      if (method.has(place)) {
        describe(method, whole, "/" + method.get(place).asString(), paths);
      }
    }
  }

  private static void describe(JsonNode method, JsonNode whole, String path, ObjectNode paths) {
    ObjectNode all = paths.get(path) instanceof ObjectNode known ? known : paths.putObject(path);
    ObjectNode operation =
        all.putObject(method.get("httpMethod").asString().toLowerCase(Locale.ROOT));
    operation
        .putObject("requestBody")
        .putObject("content")
        .putObject("application/json")
        .set("schema", closed(method.path("request")));
    ArrayNode parameters = operation.putArray("parameters");
    for (JsonNode owner : List.of(method, whole)) {
      for (Map.Entry<String, JsonNode> each : owner.path("parameters").properties()) {
        parameters
            .addObject()
            .put("name", each.getKey())
            .put("in", each.getValue().path("location").asString(""))
            .set("schema", each.getValue());
      }
    }
  }

  private static JsonNode closed(JsonNode node) {
    JsonNode made = node.deepCopy();
    made.findParents("$ref").forEach(VendorDescription::refer);
    made.findParents("properties").stream()
        .filter(object -> object.get("properties").isObject())
        .forEach(object -> ((ObjectNode) object).put("additionalProperties", false));
    return made;
  }

  private static void refer(JsonNode node) {
    if (node.get("$ref").isString()) {
      ((ObjectNode) node).put("$ref", "#/components/schemas/" + node.get("$ref").asString());
    }
  }

  /** What stands at a path holds for each of its operations. */
  private static void shareParameters(JsonNode path) {
    for (JsonNode operation : path) {
      if (operation instanceof ObjectNode one && path.path("parameters") instanceof ArrayNode all) {
        one.withArray("parameters").addAll(all);
      }
    }
  }

  private static JsonNode yaml(String text) {
    Object loaded =
        new Load(
                LoadSettings.builder()
                    .setCodePointLimit(Integer.MAX_VALUE)
                    .setMaxAliasesForCollections(Integer.MAX_VALUE)
                    .setAllowDuplicateKeys(true)
                    .build())
            .loadFromString(text);
    return merged(JSON.valueToTree(loaded));
  }

  /** YAML 1.1 takes over what stands under {@code <<}. */
  private static JsonNode merged(JsonNode node) {
    node.forEach(VendorDescription::merged);
    if (node instanceof ObjectNode object && object.remove("<<") instanceof ObjectNode other) {
      other.properties().stream()
          .filter(field -> !object.has(field.getKey()))
          .toList()
          .forEach(field -> object.set(field.getKey(), field.getValue()));
    }
    return node;
  }

  /** OpenAPI 3.0 says of a type that null may stand for it; JSON Schema lists null as a type. */
  private static JsonNode nullable(JsonNode node) {
    node.forEach(VendorDescription::nullable);
    if (node instanceof ObjectNode schema
        && schema.path("nullable").asBoolean(false)
        && schema.path("type").isString()) {
      ArrayNode types = schema.arrayNode().add(schema.get("type")).add("null");
      schema.set("type", types);
      if (schema.get("enum") instanceof ArrayNode values) {
        values.addNull();
      }
    }
    return node;
  }
}
