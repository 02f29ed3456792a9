package io.auterity.testkit.files;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Values as the schemas of a description have them: each field once, lists with one item. */
final class SampledJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int DEEPEST = 8;

  private final JsonNode description;
  private final Deque<String> within = new ArrayDeque<>();

  SampledJson(JsonNode description) {
    this.description = description;
  }

  /** A response as it is described: by an example, or else by its schema. */
  VendorWitness.GoodReply reply(String status, JsonNode response) {
    JsonNode content =
        response.path("content").properties().stream()
            .filter(each -> each.getKey().contains("json"))
            .map(each -> each.getValue())
            .findFirst()
            .orElse(response);
    JsonNode example = content.path("example");
    for (JsonNode named : content.path("examples")) {
      JsonNode value = VendorDescription.resolved(description, named).path("value");
      example = example.isMissingNode() ? (value.isMissingNode() ? named : value) : example;
    }
    JsonNode body = example.isMissingNode() ? of(content.path("schema")) : example;
    return new VendorWitness.GoodReply(
        status.equals("2XX") ? 200 : Integer.parseInt(status),
        body.isMissingNode() ? "" : written(body));
  }

  /** Some descriptions have their examples as texts of JSON. */
  private static String written(JsonNode body) {
    return body.isString() && body.stringValue().strip().matches("(?s)[{\\[].*")
        ? body.stringValue()
        : body.toString();
  }

  /** A value of a schema; missing where it is inside of itself, or too deep. */
  JsonNode of(JsonNode schema) {
    String place = schema.path("$ref").asString("");
    if (within.contains(place) || within.size() > DEEPEST) {
      return MissingNode.getInstance();
    }
    within.push(place.isEmpty() ? "#" + within.size() : place);
    try {
      return value(VendorDescription.resolved(description, schema));
    } finally {
      within.pop();
    }
  }

  private JsonNode value(JsonNode schema) {
    for (JsonNode said :
        List.of(
            schema.path("const"),
            schema.path("example"),
            schema.path("examples").path(0),
            schema.path("enum").path(0))) {
      if (!said.isMissingNode() && !said.isNull()) {
        return said;
      }
    }
    for (String either : List.of("oneOf", "anyOf")) {
      if (schema.path(either).isArray() && !schema.has("properties")) {
        return of(schema.path(either).path(0));
      }
    }
    return switch (type(schema)) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "string" -> JSON.getNodeFactory().stringNode(text(schema));
      case "integer", "number" ->
          JSON.getNodeFactory().numberNode(schema.path("minimum").asLong(1));
      case "boolean" -> JSON.getNodeFactory().booleanNode(true);
      default -> MissingNode.getInstance();
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type =
        schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
    boolean fields = schema.has("properties") || schema.has("allOf");
    return type.asString(fields ? "object" : schema.has("items") ? "array" : "");
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode made = JSON.createObjectNode();
    for (JsonNode part : schema.path("allOf")) {
      if (of(part) instanceof ObjectNode object) {
        made.setAll(object);
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              JsonNode value = of(field.getValue());
              if (!value.isMissingNode()) {
                made.set(field.getKey(), value);
              }
            });
    return made;
  }

  private ArrayNode array(JsonNode schema) {
    ArrayNode made = JSON.createArrayNode();
    JsonNode item = of(schema.path("items"));
    return item.isMissingNode() ? made : made.add(item);
  }

  private static String text(JsonNode schema) {
    return switch (schema.path("format").asString("")) {
      case "date-time" -> "2031-02-03T04:05:06Z";
      case "date" -> "2031-02-03";
      case "uri", "url" -> "https://place.example/x";
      default -> "1";
    };
  }
}
