package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.util.Iterator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns flags into an input: {@code --title x} sets a text, {@code --limit 5} a number, a repeated
 * flag fills a list, {@code --issue.id 7} sets a field of an object, and for anything else the
 * value is JSON. The server checks the whole.
 *
 * @param schema JSON Schema of the input
 */
record FieldFlags(JsonNode schema) {

  ObjectNode parse(List<String> words) {
    ObjectNode input = ApiClient.mapper().createObjectNode();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String flag = rest.next();
      if (!flag.startsWith("--") || flag.length() == 2) {
        throw CliException.badInput("'%s' is no flag; write --FIELD VALUE".formatted(flag));
      }
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag.substring(2) : flag.substring(2, equals);
      if (equals < 0 && !rest.hasNext()) {
        throw CliException.badInput("--%s needs a value".formatted(name));
      }
      put(input, schema, name, equals < 0 ? rest.next() : flag.substring(equals + 1));
    }
    return input;
  }

  private static void put(ObjectNode object, JsonNode schema, String name, String text) {
    int dot = name.indexOf('.');
    if (dot > 0) {
      String outer = name.substring(0, dot);
      put(
          object.withObjectProperty(outer),
          schema.path("properties").path(outer),
          name.substring(dot + 1),
          text);
      return;
    }
    JsonNode field = schema.path("properties").path(name);
    if (field.path("type").asString("").equals("array") && !text.startsWith("[")) {
      object.withArrayProperty(name).add(value(field.path("items"), name, text));
    } else {
      object.set(name, value(field, name, text));
    }
  }

  private static JsonNode value(JsonNode schema, String name, String text) {
    if (schema.path("type").asString("").equals("string")) {
      return ApiClient.mapper().getNodeFactory().stringNode(text);
    }
    try {
      return ApiClient.mapper().readTree(text);
    } catch (JacksonException e) {
      if (schema.path("anyOf").isArray()) {
        return ApiClient.mapper().getNodeFactory().stringNode(text);
      }
      throw CliException.badInput(
          "--%s must be JSON of type %s, not '%s'"
              .formatted(name, schema.path("type").asString("any"), text));
    }
  }
}
