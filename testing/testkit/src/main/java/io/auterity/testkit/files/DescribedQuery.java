package io.auterity.testkit.files;

import com.networknt.schema.Schema;
import io.auterity.spi.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whether the queries of requests are those that a vendor's description has. */
final class DescribedQuery {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> OF_VALUES =
      List.of(
          "type",
          "enum",
          "items",
          "pattern",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems");

  private final Function<JsonNode, Schema> compiled;
  private final IdentityHashMap<JsonNode, Schema> schemas = new IdentityHashMap<>();

  DescribedQuery(Function<JsonNode, Schema> compiled) {
    this.compiled = compiled;
  }

  /**
   * What is wrong with the query of a request; empty when nothing is.
   *
   * @param parameters of its operation, as they are described
   */
  List<String> faults(List<JsonNode> parameters, WireRequest request) {
    Map<String, JsonNode> known = new LinkedHashMap<>();
    parameters.stream()
        .filter(each -> each.path("in").asString("").equals("query"))
        .forEach(each -> known.putIfAbsent(each.get("name").asString(), each));
    Map<String, List<String>> said = said(request);
    List<String> faults = new ArrayList<>();
    said.forEach((name, values) -> faults.addAll(values(known.get(name), name, values)));
    known.forEach(
        (name, parameter) -> {
          if (parameter.path("required").asBoolean(false) && !said.containsKey(name)) {
            faults.add("lacks query parameter " + name);
          }
        });
    return faults;
  }

  private static Map<String, List<String>> said(WireRequest request) {
    String query = request.uri().getRawQuery();
    if (query == null) {
      return Map.of();
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : List.of(query.split("&"))) {
      String[] parts = pair.split("=", 2);
      values
          .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
          .add(parts.length == 1 ? "" : decoded(parts[1]));
    }
    return values;
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }

  private List<String> values(@Nullable JsonNode parameter, String name, List<String> values) {
    if (parameter == null) {
      return List.of("no query parameter " + name);
    }
    Schema schema = schemas.computeIfAbsent(parameter, each -> compiled.apply(form(each)));
    // Some vendors say in words alone that a parameter may come several times.
    boolean repeated = parameter.path("description").asString("").contains("can be repeated");
    boolean fit =
        repeated
            ? values.stream().allMatch(value -> fits(schema, List.of(value)))
            : fits(schema, values);
    return fit ? List.of() : List.of("no value of query parameter %s: %s".formatted(name, values));
  }

  /** A text of an address may be meant as text, as what it says in JSON, or as a list of these. */
  private static boolean fits(Schema schema, List<String> values) {
    List<String> parts = values.stream().flatMap(each -> Stream.of(each.split(","))).toList();
    return Stream.<Function<String, JsonNode>>of(JSON::valueToTree, DescribedQuery::read)
        .flatMap(
            reading ->
                Stream.of(
                    values.size() == 1 ? reading.apply(values.getFirst()) : list(values, reading),
                    list(values, reading),
                    list(parts, reading)))
        .anyMatch(meant -> schema.validate(meant).isEmpty());
  }

  private static JsonNode list(List<String> values, Function<String, JsonNode> reading) {
    return JSON.createArrayNode().addAll(values.stream().map(reading).toList());
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return JSON.valueToTree(text);
    }
  }

  /** Swagger 2 says the form of a parameter beside its name. */
  private static JsonNode form(JsonNode parameter) {
    JsonNode three = parameter.at("/content/application~1json/schema");
    if (parameter.has("schema") || !three.isMissingNode()) {
      return parameter.has("schema") ? parameter.get("schema") : three;
    }
    ObjectNode form = JSON.createObjectNode();
    for (String rule : OF_VALUES) {
      if (parameter.has(rule)) {
        form.set(rule, parameter.get(rule));
      }
    }
    return form;
  }
}
