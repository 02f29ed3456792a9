package io.auterity.testkit.files;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A vendor's own description of its API (OpenAPI), in the repository's shared files. */
public final class VendorSchema {

  private static final JsonMapper JSON = new JsonMapper();

  /** By file: some take seconds to read, and many tests ask for the same. */
  private static final Map<String, JsonNode> READ = new ConcurrentHashMap<>();

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final JsonNode description;

  /**
   * Reads a description.
   *
   * @param file YAML or JSON, which may be compressed, e.g. {@code specs/openai.yaml.gz}
   */
  public VendorSchema(String file) throws IOException {
    JsonNode known = READ.get(file);
    description = known == null ? read(file) : known;
    READ.put(file, description);
  }

  private VendorSchema(JsonNode description) {
    this.description = description;
  }

  /**
   * The same, where a field may be absent that may be null: so vendors leave out of their recorded
   * answers much of what their descriptions require.
   */
  public VendorSchema leavingOutNulls() {
    JsonNode loose = description.deepCopy();
    requireNoNulls(loose);
    return new VendorSchema(loose);
  }

  private static void requireNoNulls(JsonNode node) {
    if (node.get("required") instanceof ArrayNode required
        && node.get("properties") instanceof ObjectNode properties) {
      for (int i = required.size() - 1; i >= 0; i--) {
        if (mayBeNull(properties.path(required.get(i).asString()))) {
          required.remove(i);
        }
      }
    }
    node.forEach(VendorSchema::requireNoNulls);
  }

  private static boolean mayBeNull(JsonNode schema) {
    return "null".equals(schema.path("type").asString(""))
        || schema.path("nullable").asBoolean(false)
        || Stream.of("anyOf", "oneOf")
            .flatMap(name -> schema.path(name).valueStream())
            .anyMatch(VendorSchema::mayBeNull);
  }

  private static JsonNode read(String file) throws IOException {
    try (InputStream raw = Files.newInputStream(Repository.shared(file));
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // Some of its empty lines hold more spaces than the text around, which YAML 1.2 forbids.
      JsonNode description = new YAMLMapper().readTree(text.replaceAll("(?m)^ +$", ""));
      chooseByDiscriminator(description);
      readOldBounds(description);
      return description;
    }
  }

  /** Some descriptions bound numbers as JSON Schema did before its sixth draft. */
  private static void readOldBounds(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("exclusiveMinimum").isBoolean()
        && object.path("minimum").isNumber()) {
      JsonNode least = object.remove("minimum");
      boolean exclusive = object.remove("exclusiveMinimum").asBoolean();
      object.set(exclusive ? "exclusiveMinimum" : "minimum", least);
    }
    node.forEach(VendorSchema::readOldBounds);
  }

  /**
   * Where a field tells which of several forms is meant, JSON Schema knows nothing of it, and takes
   * forms that differ in that field alone for the same: any that fits is the one.
   */
  private static void chooseByDiscriminator(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.get("discriminator") instanceof ObjectNode
        && object.get("oneOf") instanceof ArrayNode) {
      object.set("anyOf", object.remove("oneOf"));
    }
    node.forEach(VendorSchema::chooseByDiscriminator);
  }

  /** Fields of a body that the schema of that name does not have. */
  public List<String> unknown(String schema, byte[] body) {
    JsonNode known = description.get("components").get("schemas").get(schema).get("properties");
    return JSON.readTree(body).propertyNames().stream().filter(name -> !known.has(name)).toList();
  }

  /** What is wrong with a body under the schema of that name. */
  public List<String> errors(String schema, byte[] body) {
    return errors(JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema), body);
  }

  /** What is wrong with a body of JSON that is posted there, e.g. {@code /v2/chat}. */
  public List<String> postErrors(String path, byte[] body) {
    JsonNode schema = posted(path).at("/requestBody/content").get("application/json").get("schema");
    return errors((ObjectNode) schema.deepCopy(), body);
  }

  /** What is described of posting there, with the vendor's examples. */
  public JsonNode posted(String path) {
    return described("post", path);
  }

  /** What is described of asking there in that way, e.g. {@code get}. */
  public JsonNode described(String verb, String path) {
    return description.get("paths").get(path).get(verb);
  }

  private List<String> errors(ObjectNode root, byte[] body) {
    root.set("components", description.get("components"));
    return registry.getSchema(root).validate(JSON.readTree(body)).stream()
        .map(Error::toString)
        .toList();
  }
}
