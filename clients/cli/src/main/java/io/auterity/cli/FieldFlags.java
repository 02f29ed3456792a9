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
 * value is JSON. Where text is one of several forms, all but the JSON of another form is text. The
 * server checks the whole.
 *
 * @param schema JSON Schema of the input
 */
public record FieldFlags(JsonNode schema) {

  /**
   * The input that words such as {@code --title Late} say.
   *
   * @throws CliException when they are no flags, or a value is not JSON
   */
  public ObjectNode parse(List<String> words) {
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
      requireField(schema, outer);
      put(
          object.withObjectProperty(outer),
          form(schema.path("properties").path(outer), "object"),
          name.substring(dot + 1),
          text);
      return;
    }
    requireField(schema, name);
    JsonNode field = schema.path("properties").path(name);
    if (field.path("type").asString("").equals("array") && !text.startsWith("[")) {
      object.withArrayProperty(name).add(value(field.path("items"), name, text));
    } else {
      object.set(name, value(field, name, text));
    }
  }

  /** Refuses a field that an object does not have, where it takes no others. */
  private static void requireField(JsonNode schema, String name) {
    JsonNode fields = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    boolean closed = others.isBoolean() ? !others.asBoolean() : others.isMissingNode();
    if (closed && !fields.isEmpty() && !fields.has(name)) {
      throw CliException.badInput(
          "there is no field --%s%s; --describe prints those that there are"
              .formatted(
                  name,
                  NearestName.of(name, fields.propertyNames())
                      .map(" (did you mean --%s?)"::formatted)
                      .orElse("")));
    }
  }

  /** That one of several forms which has the type; the schema itself when it has no forms. */
  private static JsonNode form(JsonNode schema, String type) {
    for (JsonNode form : schema.path("anyOf")) {
      if (isOf(form, type)) {
        return form;
      }
    }
    return schema;
  }

  private static boolean isOf(JsonNode schema, String type) {
    return schema.path("type").asString("").equals(type);
  }

  private static JsonNode value(JsonNode schema, String name, String text) {
    if (isOf(form(schema, "string"), "string") && !isOtherForm(schema, text)) {
      return ApiClient.mapper().getNodeFactory().stringNode(text);
    }
    try {
      return ApiClient.mapper().readTree(text);
    } catch (JacksonException e) {
      throw CliException.badInput(
          "--%s must be JSON of type %s, not '%s'"
              .formatted(name, schema.path("type").asString("any"), text));
    }
  }

  /** Whether it is the JSON of a form beside text: null, an object, or a list of objects. */
  private static boolean isOtherForm(JsonNode schema, String text) {
    return (text.equals("null") && isOf(form(schema, "null"), "null"))
        || (text.startsWith("{") && isOf(form(schema, "object"), "object"))
        || (text.matches("(?s)\\[\\s*\\{.*") && isOf(form(schema, "array"), "array"));
  }
}
