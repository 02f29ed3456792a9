package io.auterity.testkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.auterity.spi.WireRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A vendor's own description of its API, asked whether a request is one of it. */
public final class VendorWitness {

  private static final JsonMapper JSON = new JsonMapper();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final JsonNode description;
  private final SampledJson samples;
  private final IdentityHashMap<JsonNode, Schema> schemas = new IdentityHashMap<>();
  private final List<String> bases;
  private final DescribedQuery query = new DescribedQuery(this::compiled);

  /**
   * That of a description as {@link VendorDescription} reads it.
   *
   * @param base of the paths in it, behind the host
   */
  public VendorWitness(JsonNode description, String base) {
    this(description, List.of(base));
  }

  private VendorWitness(JsonNode description, List<String> bases) {
    this.description = description;
    this.samples = new SampledJson(description);
    this.bases = bases;
  }

  /** As above, also behind each base that the description itself says. */
  public static VendorWitness of(JsonNode description, String base) {
    List<String> bases = new ArrayList<>();
    bases.add(base);
    bases.add(description.path("basePath").asString(""));
    description.path("servers").forEach(each -> bases.add(each.path("url").asString("")));
    return new VendorWitness(
        description,
        bases.stream()
            .map(each -> each.replaceAll("\\{+[^}]*}+", "").replaceFirst("^https?://[^/]*", ""))
            .map(each -> each.replaceFirst("/+$", ""))
            .sorted((a, b) -> Integer.compare(b.length(), a.length()))
            .toList());
  }

  /**
   * Reads a description that is shared.
   *
   * @param file in the folder of vendors' descriptions; OpenAPI 3 or Swagger 2
   * @param base of the paths in it, behind the host
   */
  public VendorWitness(String file, String base) throws IOException {
    this(VendorDescription.read(Repository.shared("specs/" + file)), base);
  }

  /**
   * Reads a description that is shared, of Google's own form.
   *
   * @param file in the folder of vendors' descriptions
   */
  public static VendorWitness ofGoogle(String file) throws IOException {
    return new VendorWitness(VendorDescription.ofGoogle(Repository.shared("specs/" + file)), "");
  }

  /** Requires that each request is described. */
  public void assertDescribes(List<WireRequest> requests, int more) {
    assertThat(requests).hasSizeGreaterThan(more);
    for (WireRequest request : requests) {
      String body = new String(request.body(), StandardCharsets.UTF_8);
      assertThat(faults(request))
          .describedAs("%s %s %s".formatted(request.method(), request.uri(), body))
          .isEmpty();
    }
  }

  /** What the description gives as an example of a good answer. */
  public String example(String method, String path) {
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
  public List<String> faults(WireRequest request) {
    String path = path(request);
    Optional<JsonNode> found = operation(path, request.method());
    if (found.isEmpty()) {
      return List.of("no operation " + request.method() + " " + path);
    }
    List<String> faults = new ArrayList<>(query.faults(parameters(found.get()), request));
    if (request.body().length > 0) {
      faults.addAll(body(found.get(), request));
    } else if (mustHaveBody(found.get())) {
      faults.add("no body, which it must have");
    }
    return faults;
  }

  /**
   * What the vendor may answer when it takes a request, of which only what is described is true.
   *
   * @param body empty where none is described
   */
  public record GoodReply(int status, String body) {}

  /** A good answer as it is described; empty when the request is not, or no good answer to it. */
  public Optional<GoodReply> reply(WireRequest request) {
    return operation(path(request), request.method())
        .flatMap(
            operation ->
                operation.path("responses").properties().stream()
                    .filter(each -> each.getKey().matches("2[0-9][0-9]|2XX"))
                    .min(Map.Entry.comparingByKey())
                    .map(each -> samples.reply(each.getKey(), resolved(each.getValue()))));
  }

  /** Behind the base that leads to an operation, or else the longest that it has. */
  private String path(WireRequest request) {
    String whole = request.uri().getRawPath();
    List<String> behind =
        bases.stream()
            .filter(whole::startsWith)
            .map(each -> whole.substring(each.length()))
            .toList();
    return behind.stream()
        .filter(each -> operation(each, request.method()).isPresent())
        .findFirst()
        .orElse(behind.isEmpty() ? whole : behind.getFirst());
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

  // One that ends in a verb, as documents:commit, is meant before all others; a name that may hold
  // slashes takes the place of many.
  private static int names(String template) {
    return template.matches(".*:\\w+")
        ? 0
        : (int) template.replace("{+", "{".repeat(20)).chars().filter(c -> c == '{').count();
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

  private List<String> body(JsonNode operation, WireRequest request) {
    String type =
        String.join("", request.headers().getOrDefault("content-type", List.of()))
            .replaceAll(";.*", "");
    JsonNode schema = schema(operation, type);
    if (schema == null) {
      return List.of("no body" + (type.contains("json") ? "" : " of " + type));
    }
    List<String> faults = new ArrayList<>();
    if (type.contains("json")) {
      JsonNode body = JSON.readTree(request.body());
      schemas
          .computeIfAbsent(schema, this::compiled)
          .validate(body)
          .forEach(error -> faults.add(error.toString()));
      unknown(schema, body, "", faults);
    } else if (type.equals("application/x-www-form-urlencoded")) {
      ObjectNode body = JSON.createObjectNode();
      for (String field : new String(request.body(), StandardCharsets.UTF_8).split("&", -1)) {
        body.put(URLDecoder.decode(field.split("=", 2)[0], StandardCharsets.UTF_8), "");
      }
      unknown(schema, body, "", faults);
    }
    return faults;
  }

  private List<JsonNode> parameters(JsonNode operation) {
    return operation.path("parameters").valueStream().map(this::resolved).toList();
  }

  private boolean mustHaveBody(JsonNode operation) {
    return resolved(operation.path("requestBody")).path("required").asBoolean(false)
        || parameters(operation).stream()
            .anyMatch(
                each ->
                    each.path("in").asString("").equals("body")
                        && each.path("required").asBoolean(false));
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

  private @Nullable JsonNode schema(JsonNode operation, String type) {
    JsonNode content = resolved(operation.path("requestBody")).path("content");
    for (String of : List.of(type, type.contains("json") ? "application/json" : type, "*/*")) {
      if (content.path(of).has("schema")) {
        return content.path(of).get("schema");
      }
    }
    return parameters(operation).stream()
        .filter(each -> each.path("in").asString("").equals("body"))
        .map(each -> each.get("schema"))
        .findFirst()
        .orElse(null);
  }

  private JsonNode resolved(JsonNode node) {
    return VendorDescription.resolved(description, node);
  }
}
