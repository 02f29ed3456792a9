package io.auterity.connector;

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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
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
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      description = JSON.readTree(text.replace("\"oneOf\"", "\"anyOf\""));
    }
    this.base = base;
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
    return Pattern.compile("\\{[^}]*}")
            .splitAsStream(template)
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]+"))
        + last(template);
  }

  // The path of a file has slashes of its own.
  private static String last(String template) {
    if (template.matches(".*/\\{(file)?path}")) {
      return ".+";
    }
    return template.endsWith("}") ? "[^/]+" : "";
  }

  private List<String> query(JsonNode operation, WireRequest request) {
    String query = request.uri().getRawQuery();
    if (query == null) {
      return List.of();
    }
    Map<String, JsonNode> known =
        StreamSupport.stream(operation.path("parameters").spliterator(), false)
            .map(this::resolved)
            .filter(each -> each.path("in").asString().equals("query"))
            .collect(Collectors.toMap(each -> each.get("name").asString(), each -> each));
    return List.of(query.split("&")).stream()
        .map(pair -> URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8))
        .filter(name -> !known.containsKey(name))
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
    JsonNode known = resolved(schema).path("properties");
    body.propertyNames().stream()
        .filter(name -> !known.has(name))
        .forEach(name -> faults.add("no field " + name));
    return faults;
  }

  private Schema compiled(JsonNode schema) {
    ObjectNode root = (ObjectNode) schema.deepCopy();
    root.set("components", description.path("components"));
    root.set("definitions", description.path("definitions"));
    return registry.getSchema(root);
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
    return schema.has("$ref") ? description.at(schema.get("$ref").asString().substring(1)) : schema;
  }
}
