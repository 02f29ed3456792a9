package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.auterity.spi.WireRequest;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A vendor's own description of its API, asked whether a request is one of it. */
final class VendorWitness {

  private static final JsonMapper JSON = new JsonMapper();

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final JsonNode description;
  private final IdentityHashMap<JsonNode, Schema> bodies = new IdentityHashMap<>();
  private final String base;

  /**
   * Reads a description.
   *
   * @param file in the folder of vendors' descriptions; OpenAPI 3 or Swagger 2
   * @param base of the paths in it, behind the host
   */
  VendorWitness(String file, String base) throws IOException {
    try (InputStream raw = Files.newInputStream(Repository.shared("specs/" + file));
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      // Alternatives that say too little are often met by a request of another.
      String text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\"oneOf\"", "\"anyOf\"");
      description = nullable(file.contains(".yaml") ? yaml(text) : JSON.readTree(text));
    }
    this.base = base;
    description.path("paths").forEach(VendorWitness::shareParameters);
  }

  private VendorWitness(JsonNode description, String base) {
    this.description = description;
    this.base = base;
  }

  /**
   * Reads a description of Google's own form, in which objects have the fields that are named
   * alone.
   *
   * @param file in the folder of vendors' descriptions
   */
  static VendorWitness ofGoogle(String file) throws IOException {
    JsonNode said = JSON.readTree(Files.readAllBytes(Repository.shared("specs/" + file)));
    ObjectNode made = JSON.createObjectNode();
    JsonNode schemas = closed(said.get("schemas"));
    schemas.forEach(schema -> ((ObjectNode) schema).remove("id"));
    made.putObject("components").set("schemas", schemas);
    ObjectNode paths = made.putObject("paths");
    said.findParents("httpMethod").forEach(method -> describe(method, paths));
    return new VendorWitness(made, "");
  }

  private static void describe(JsonNode method, ObjectNode paths) {
    String path = "/" + method.get("path").asString();
    ObjectNode all = paths.get(path) instanceof ObjectNode known ? known : paths.putObject(path);
    ObjectNode operation =
        all.putObject(method.get("httpMethod").asString().toLowerCase(Locale.ROOT));
    operation
        .putObject("requestBody")
        .putObject("content")
        .putObject("application/json")
        .set("schema", closed(method.path("request")));
  }

  private static JsonNode closed(JsonNode node) {
    JsonNode made = node.deepCopy();
    made.findParents("$ref").forEach(VendorWitness::refer);
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
    node.forEach(VendorWitness::merged);
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
    node.forEach(VendorWitness::nullable);
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

  /** Requires that each request is described. */
  void assertDescribes(List<WireRequest> requests, int more) {
    assertThat(requests).hasSizeGreaterThan(more);
    for (WireRequest request : requests) {
      String body = new String(request.body(), StandardCharsets.UTF_8);
      assertThat(faults(request))
          .describedAs("%s %s %s".formatted(request.method(), request.uri(), body))
          .isEmpty();
    }
  }

  /** What the description gives as an example of a good answer. */
  String example(String method, String path) {
    JsonNode operation =
        operation(path, method).orElseThrow(() -> new AssertionError("no " + method + " " + path));
    return operation.get("responses").properties().stream()
        .filter(each -> each.getKey().startsWith("2"))
        .map(each -> resolved(each.getValue()).at("/content/application~1json/examples"))
        .flatMap(examples -> examples.properties().stream())
        .map(each -> resolved(each.getValue()).get("value").toString())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no example of " + method + " " + path));
  }

  /** What is wrong with a request; empty when nothing is. */
  List<String> faults(WireRequest request) {
    String path = request.uri().getRawPath().substring(base.length());
    Optional<JsonNode> found = operation(path, request.method());
    if (found.isEmpty()) {
      return List.of("no operation " + request.method() + " " + path);
    }
    List<String> faults = new ArrayList<>(query(found.get(), request));
    if (request.body().length > 0) {
      faults.addAll(body(found.get(), JSON.readTree(request.body())));
    }
    return faults;
  }

  // A path without names counts before one with names.
  private Optional<JsonNode> operation(String path, String method) {
    return description.get("paths").properties().stream()
        .filter(each -> Pattern.matches(regex(each.getKey()), path))
        .filter(each -> each.getValue().has(method.toLowerCase(Locale.ROOT)))
        .sorted((a, b) -> Integer.compare(names(a.getKey()), names(b.getKey())))
        .map(each -> each.getValue().get(method.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static int names(String template) {
    return (int) template.chars().filter(sign -> sign == '{').count();
  }

  private static String regex(String template) {
    StringBuilder made = new StringBuilder();
    Matcher name = Pattern.compile("\\{[^}]*}").matcher(template);
    int at = 0;
    while (name.find()) {
      made.append(Pattern.quote(template.substring(at, name.start())));
      boolean last = name.end() == template.length();
      made.append(last ? last(template) : name.group().startsWith("{+") ? ".+" : "[^/]+");
      at = name.end();
    }
    return made.append(Pattern.quote(template.substring(at))).toString();
  }

  // The path of a file and the name of a ref have slashes of their own.
  private static String last(String template) {
    if (template.matches(".*/(\\{(file)?path}|git/refs?/\\{ref})")) {
      return ".+";
    }
    return template.matches(".*\\{\\+[^}]*}") ? ".+" : "[^/]+";
  }

  private List<String> query(JsonNode operation, WireRequest request) {
    String query = request.uri().getRawQuery();
    if (query == null) {
      return List.of();
    }
    Set<String> known =
        StreamSupport.stream(operation.path("parameters").spliterator(), false)
            .map(this::resolved)
            .filter(each -> each.path("in").asString().equals("query"))
            .map(each -> each.get("name").asString())
            .collect(Collectors.toSet());
    return List.of(query.split("&")).stream()
        .map(pair -> URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8))
        .filter(name -> !known.contains(name))
        .map(name -> "no query parameter " + name)
        .toList();
  }

  private List<String> body(JsonNode operation, JsonNode body) {
    JsonNode schema = schema(operation);
    if (schema == null) {
      return List.of("no body");
    }
    List<String> faults = new ArrayList<>();
    bodies
        .computeIfAbsent(schema, this::compiled)
        .validate(body)
        .forEach(error -> faults.add(error.toString()));
    unknown(schema, body, "", faults);
    return faults;
  }

  private Schema compiled(JsonNode schema) {
    ObjectNode root = (ObjectNode) schema.deepCopy();
    root.set("components", description.path("components"));
    root.set("definitions", description.path("definitions"));
    return registry.getSchema(root);
  }

  /** Notes the fields that no form of the schema has. */
  private void unknown(JsonNode schema, JsonNode value, String path, List<String> faults) {
    Map<String, JsonNode> fields = new HashMap<>();
    fields(schema, fields);
    if (!value.isObject() || fields.isEmpty()) {
      return;
    }
    value
        .properties()
        .forEach(
            field -> {
              JsonNode known = fields.get(field.getKey());
              if (known == null) {
                faults.add("no field " + path + field.getKey());
              } else {
                unknown(known, field.getValue(), path + field.getKey() + ".", faults);
              }
            });
  }

  private void fields(JsonNode schema, Map<String, JsonNode> fields) {
    JsonNode whole = resolved(schema);
    whole.path("properties").properties().forEach(one -> fields.put(one.getKey(), one.getValue()));
    for (String form : List.of("allOf", "oneOf", "anyOf")) {
      whole.path(form).forEach(part -> fields(part, fields));
    }
  }

  private @Nullable JsonNode schema(JsonNode operation) {
    JsonNode three =
        resolved(operation.path("requestBody")).at("/content/application~1json/schema");
    if (!three.isMissingNode()) {
      return three;
    }
    return StreamSupport.stream(operation.path("parameters").spliterator(), false)
        .filter(each -> each.path("in").asString().equals("body"))
        .map(each -> each.get("schema"))
        .findFirst()
        .orElse(null);
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? resolved(description.at(schema.get("$ref").asString().substring(1)))
        : schema;
  }
}
