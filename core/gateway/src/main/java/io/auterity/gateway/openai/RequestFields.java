package io.auterity.gateway.openai;

import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of one object that are still to be read: each is taken once, and what nobody takes is
 * left over. A field that is {@code null} is as good as absent.
 */
final class RequestFields {

  private final String path;
  private final Map<String, Json> left;

  RequestFields(String path) {
    this.path = path;
    this.left = new LinkedHashMap<>();
  }

  private RequestFields(String path, Map<String, Json> fields) {
    this.path = path;
    this.left = new LinkedHashMap<>(fields);
    left.values().removeIf(Json.Null.class::isInstance);
  }

  /** Of a value that must be an object. */
  static RequestFields of(String path, Json value) {
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      return new RequestFields(path, fields);
    }
    throw FieldRefusals.wrongType(path, "an object", value);
  }

  /** Of the object at whose first token the parser stands, without making it one. */
  static RequestFields read(String path, JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw FieldRefusals.wrongType(path, "an object", JsonReader.value(parser));
    }
    RequestFields fields = new RequestFields(path);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      fields.put(name, JsonReader.value(parser));
    }
    return fields;
  }

  void put(String name, Json value) {
    if (!(value instanceof Json.Null)) {
      left.put(name, value);
    }
  }

  /** Where a field stands, for messages. */
  String at(String name) {
    return JsonPath.field(path, name);
  }

  @Nullable Json take(String name) {
    return left.remove(name);
  }

  @Nullable String text(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Str(String value) -> value;
      case Json other -> throw FieldRefusals.wrongType(at(name), "a string", other);
    };
  }

  String requiredText(String name) {
    String value = text(name);
    if (value == null) {
      throw FieldRefusals.missing(at(name));
    }
    return value;
  }

  @Nullable Double number(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Int(long value) -> (double) value;
      case Json.Dec(double value) -> value;
      case Json other -> throw FieldRefusals.wrongType(at(name), "a number", other);
    };
  }

  @Nullable Integer integer(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Int(long value) when value == (int) value -> (int) value;
      case Json other -> throw FieldRefusals.wrongType(at(name), "an integer of 32 bits", other);
    };
  }

  @Nullable Integer positive(String name) {
    Integer value = integer(name);
    if (value != null && value < 1) {
      throw FieldRefusals.invalid(at(name), "must be at least 1, not " + value);
    }
    return value;
  }

  /** False when absent. */
  boolean flag(String name) {
    return Boolean.TRUE.equals(choice(name));
  }

  @Nullable Boolean choice(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Bool(boolean value) -> value;
      case Json other -> throw FieldRefusals.wrongType(at(name), "true or false", other);
    };
  }

  @Nullable RequestFields object(String name) {
    Json value = take(name);
    return value == null ? null : of(at(name), value);
  }

  @Nullable List<Json> list(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Arr(List<Json> items) -> items;
      case Json other -> throw FieldRefusals.wrongType(at(name), "an array", other);
    };
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  /** Name of a field that nobody took; there must be one. */
  String first() {
    return left.keySet().iterator().next();
  }

  /** All that nobody took, as fields of this dialect; null when there is nothing. */
  @Nullable Map<String, Json.Obj> extra() {
    return Extra.of(PartReader.DIALECT, new Json.Obj(left));
  }
}
