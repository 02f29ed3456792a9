package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a message of protocol buffers in JSON, whose names may be written in either of two
 * ways: {@code inlineData} or {@code inline_data} (ProtoJSON, "field names").
 */
final class ProtoFields {

  /** Of a value that must be an object; a name stands there as the first of the two ways. */
  static RequestFields of(String path, Json value) {
    if (!(value instanceof Json.Obj(Map<String, Json> written))) {
      throw FieldRefusals.wrongType(path, "an object", value);
    }
    RequestFields fields = new RequestFields(path);
    written.forEach((name, field) -> fields.put(camel(name), field));
    return fields;
  }

  static @Nullable RequestFields object(RequestFields fields, String name) {
    Json value = fields.take(name);
    return value == null ? null : of(fields.at(name), value);
  }

  /** Texts of an array; null when it is absent. */
  static @Nullable List<String> texts(RequestFields fields, String name) {
    List<Json> items = fields.list(name);
    if (items == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Json item : items) {
      if (!(item instanceof Json.Str(String text))) {
        throw FieldRefusals.wrongType(fields.at(name), "an array of strings", item);
      }
      texts.add(text);
    }
    return texts;
  }

  /** Puts back the fields of a nested object that were not taken. */
  static void putRest(RequestFields fields, String name, @Nullable RequestFields nested) {
    if (nested != null && !nested.isEmpty()) {
      fields.put(name, nested.rest());
    }
  }

  static String camel(String name) {
    if (name.indexOf('_') <= 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean joint = c == '_' && i + 1 < name.length() && i > 0;
      camel.append(joint ? Character.toUpperCase(name.charAt(++i)) : c);
    }
    return camel.toString();
  }
}
