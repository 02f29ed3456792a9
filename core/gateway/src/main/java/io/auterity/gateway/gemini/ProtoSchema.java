package io.auterity.gateway.gemini;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Schemas in Google's subset of OpenAPI 3.0, where a type is a word in capitals, {@code nullable}
 * is a field, and 64-bit numbers are texts; made JSON Schemas, which say the same.
 */
final class ProtoSchema {

  private static final Set<String> NUMBERS =
      Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");

  static Json.Obj json(Json.Obj schema) {
    Map<String, Json> written = new LinkedHashMap<>();
    schema.fields().forEach((name, value) -> written.put(ProtoFields.camel(name), value));
    boolean nullable = Json.of(true).equals(written.remove("nullable"));
    Json order = written.remove("propertyOrdering");
    Map<String, Json> json = new LinkedHashMap<>();
    written.forEach((name, value) -> put(json, name, value, order));
    if (nullable) {
      allowNull(json);
    }
    return new Json.Obj(json);
  }

  private static void put(Map<String, Json> json, String name, Json value, @Nullable Json order) {
    switch (name) {
      case "type" -> type(json, value);
      case "properties" ->
          json.put(name, value instanceof Json.Obj all ? properties(all, order) : value);
      case "items", "additionalProperties" -> json.put(name, nested(value));
      case "anyOf", "prefixItems" ->
          json.put(
              name,
              value instanceof Json.Arr(List<Json> all)
                  ? Json.array(all.stream().map(ProtoSchema::nested).toList())
                  : value);
      case "example" -> json.put("examples", Json.array(List.of(value)));
      case "format" -> {
        if (!Json.of("enum").equals(value)) {
          json.put(name, value);
        }
      }
      default -> json.put(name, NUMBERS.contains(name) ? number(value) : value);
    }
  }

  private static void type(Map<String, Json> json, Json value) {
    if (!(value instanceof Json.Str(String word))) {
      json.put("type", value);
    } else if (!word.equals("TYPE_UNSPECIFIED")) {
      json.put("type", Json.of(word.toLowerCase(Locale.ROOT)));
    }
  }

  private static Json nested(Json value) {
    return value instanceof Json.Obj schema ? json(schema) : value;
  }

  /** In the order that is asked for; what it does not name follows. */
  private static Json.Obj properties(Json.Obj all, @Nullable Json order) {
    Map<String, Json> ordered = new LinkedHashMap<>();
    if (order instanceof Json.Arr(List<Json> names)) {
      for (Json name : names) {
        Json named = name instanceof Json.Str(String text) ? all.get(text) : null;
        if (named != null) {
          ordered.put(((Json.Str) name).value(), nested(named));
        }
      }
    }
    all.fields().forEach((name, value) -> ordered.putIfAbsent(name, nested(value)));
    return new Json.Obj(ordered);
  }

  private static void allowNull(Map<String, Json> json) {
    if (json.get("type") instanceof Json.Str type) {
      json.put("type", Json.array(List.of(type, Json.of("null"))));
    } else if (json.get("anyOf") instanceof Json.Arr(List<Json> choices)) {
      json.put("anyOf", Json.array(with(choices, Json.EMPTY.with("type", Json.of("null")))));
    }
    if (json.get("enum") instanceof Json.Arr(List<Json> values)) {
      json.put("enum", Json.array(with(values, Json.NULL)));
    }
  }

  private static List<Json> with(List<Json> items, Json more) {
    List<Json> all = new ArrayList<>(items);
    all.add(more);
    return all;
  }

  private static Json number(Json value) {
    return value instanceof Json.Str(String digits) && digits.matches("[0-9]{1,18}")
        ? Json.of(Long.parseLong(digits))
        : value;
  }
}
