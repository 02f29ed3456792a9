package io.auterity.gateway.dialect;

import io.auterity.platform.call.CallOptions;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of one object that are still to be read: each is taken once, and what is not taken is
 * left over. A field that is {@code null} is as good as absent.
 */
public final class RequestFields {

  /** The models to ask one after the other, as OpenRouter names them. */
  public static final String MODELS = "models";

  private final String path;
  private final Map<String, Json> left;

  public RequestFields(String path) {
    this.path = path;
    this.left = new LinkedHashMap<>();
  }

  private RequestFields(String path, Map<String, Json> fields) {
    this.path = path;
    this.left = new LinkedHashMap<>(fields);
    left.values().removeIf(Json.Null.class::isInstance);
  }

  /** Of a value that must be an object. */
  public static RequestFields of(String path, Json value) {
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      return new RequestFields(path, fields);
    }
    throw FieldRefusals.wrongType(path, "an object", value);
  }

  /** Of the object at whose first token the parser stands, without making it one. */
  public static RequestFields read(String path, JsonParser parser) {
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

  public void put(String name, Json value) {
    if (!(value instanceof Json.Null)) {
      left.put(name, value);
    }
  }

  /** Where a field stands, for messages. */
  public String at(String name) {
    return JsonPath.field(path, name);
  }

  public @Nullable Json take(String name) {
    return left.remove(name);
  }

  public @Nullable String text(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Str(String value) -> value;
      case Json other -> throw FieldRefusals.wrongType(at(name), "a string", other);
    };
  }

  public String requiredText(String name) {
    String value = text(name);
    if (value == null) {
      throw FieldRefusals.missing(at(name));
    }
    return value;
  }

  /** The model that is asked for. */
  public String model() {
    String model = optionalModel();
    if (model == null) {
      throw FieldRefusals.missing(at("model"));
    }
    return model;
  }

  /** The model that is asked for; null when any will do. */
  public @Nullable String optionalModel() {
    String model = text("model");
    if (model != null && (model.isBlank() || model.length() > CallOptions.LONGEST_MODEL)) {
      throw FieldRefusals.invalid(
          "model", "must have 1 to %d characters".formatted(CallOptions.LONGEST_MODEL));
    }
    return model;
  }

  /**
   * Takes {@link #MODELS}: those to ask when {@code model} fails. Without {@code model} the first
   * of them becomes that.
   */
  public List<String> alternatives() {
    List<Json> listed = list(MODELS);
    if (listed == null) {
      return List.of();
    }
    List<String> models = new ArrayList<>();
    for (Json each : listed) {
      if (!(each instanceof Json.Str(String name))) {
        throw FieldRefusals.wrongType(JsonPath.item(at(MODELS), models.size()), "a string", each);
      }
      models.add(name);
    }
    List<String> all = new ArrayList<>(CallOptions.models(models));
    if (!left.containsKey("model") && !all.isEmpty()) {
      left.put("model", Json.of(all.getFirst()));
    }
    all.removeIf(name -> Json.of(name).equals(left.get("model")));
    return all;
  }

  public @Nullable Double number(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Int(long value) -> (double) value;
      case Json.Dec(double value) -> value;
      case Json other -> throw FieldRefusals.wrongType(at(name), "a number", other);
    };
  }

  public @Nullable Integer integer(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Int(long value) when value == (int) value -> (int) value;
      case Json other -> throw FieldRefusals.wrongType(at(name), "an integer of 32 bits", other);
    };
  }

  /** An integer of 64 bits, which may be written as {@code 7.0}. */
  public @Nullable Long whole(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Int(long value) -> value;
      case Json.Dec(double value) when value == Math.rint(value) && Math.abs(value) < 1L << 53 ->
          (long) value;
      case Json other -> throw FieldRefusals.wrongType(at(name), "an integer", other);
    };
  }

  public @Nullable Integer positive(String name) {
    Integer value = integer(name);
    if (value != null && value < 1) {
      throw FieldRefusals.invalid(at(name), "must be at least 1, not " + value);
    }
    return value;
  }

  /** False when absent. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(choice(name));
  }

  public @Nullable Boolean choice(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Bool(boolean value) -> value;
      case Json other -> throw FieldRefusals.wrongType(at(name), "true or false", other);
    };
  }

  /** Refuses the fields that were not taken. */
  public void refuseRest() {
    if (!isEmpty()) {
      throw FieldRefusals.unsupported(at(first()), "is not known");
    }
  }

  public @Nullable RequestFields object(String name) {
    Json value = take(name);
    return value == null ? null : of(at(name), value);
  }

  public @Nullable List<Json> list(String name) {
    return switch (take(name)) {
      case null -> null;
      case Json.Arr(List<Json> items) -> items;
      case Json other -> throw FieldRefusals.wrongType(at(name), "an array", other);
    };
  }

  public boolean isEmpty() {
    return left.isEmpty();
  }

  /** Name of a field that was not taken; there must be one. */
  public String first() {
    return left.keySet().iterator().next();
  }

  /** Takes all that is left, as {@link #extra} tells it. */
  public @Nullable Map<String, Json.Obj> takeExtra(String dialect) {
    Map<String, Json.Obj> extra = extra(dialect);
    left.clear();
    return extra;
  }

  /** All fields that were not taken. */
  public Json.Obj rest() {
    return new Json.Obj(left);
  }

  /** All fields that were not taken, as fields of that dialect; null when there is none. */
  public @Nullable Map<String, Json.Obj> extra(String dialect) {
    return Extra.of(dialect, rest());
  }
}
