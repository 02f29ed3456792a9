package io.auterity.platform.expression;

import com.google.common.base.Splitter;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Nullable;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads types out of a JSON Schema. An object with {@code properties} has these fields only, unless
 * the schema admits others by an explicit {@code additionalProperties}.
 */
final class SchemaTypes {

  /** References that lead to one another. */
  private static final int MOST_REFERENCES = 100;

  private final Json.Obj root;
  private final Set<String> open = new HashSet<>();
  private int parts;

  SchemaTypes(Json.Obj root) {
    this.root = root;
  }

  ValueType type() {
    return type(root);
  }

  /** The type of one of its parts. */
  ValueType type(Json schema) {
    // References that lead to two others each, and so on, are many types in few words.
    if (!(schema instanceof Json.Obj object) || ++parts > ValueType.MOST_PARTS) {
      return Scalar.ANY;
    }
    String ref = object.text("$ref");
    if (ref != null) {
      return referred(ref);
    }
    return switch (object.get("type")) {
      case Json.Str(String name) -> named(object, name);
      case Json.Arr(List<Json> names) -> union(object, names);
      case null, default -> untyped(object);
    };
  }

  private ValueType untyped(Json.Obj schema) {
    Json constant = schema.get("const");
    if (constant != null) {
      return ValueType.of(constant);
    }
    if (schema.get("anyOf") instanceof Json.Arr(List<Json> forms)) {
      return orNull(forms);
    }
    return schema.get("enum") instanceof Json.Arr(List<Json> values)
        ? ValueType.common(values.stream().map(ValueType::of).toList())
        : Scalar.ANY;
  }

  /** One form, or null; any other choice is not known. */
  private ValueType orNull(List<Json> forms) {
    Json nothing = Json.EMPTY.with("type", Json.of("null"));
    if (forms.size() != 2 || !forms.contains(nothing)) {
      return Scalar.ANY;
    }
    ValueType type = type(forms.get(forms.indexOf(nothing) == 0 ? 1 : 0));
    return type.equals(Scalar.ANY) ? type : new Nullable(type);
  }

  // A schema that refers to itself has no finite type: what lies deeper is unknown.
  private ValueType referred(String ref) {
    if (!open.add(ref)) {
      return Scalar.ANY;
    }
    try {
      return type(referredTo(ref));
    } finally {
      open.remove(ref);
    }
  }

  /** A part of the schema, or what it refers to; null where that leads nowhere. */
  Json resolved(Json schema) {
    Json at = schema;
    for (int steps = 0; steps < MOST_REFERENCES; steps++) {
      String ref = at instanceof Json.Obj object ? object.text("$ref") : null;
      if (ref == null) {
        return at;
      }
      at = referredTo(ref);
    }
    return Json.NULL;
  }

  private Json referredTo(String ref) {
    Json at = root;
    for (String name :
        Splitter.on('/').omitEmptyStrings().split(ref.substring(ref.indexOf('#') + 1))) {
      at =
          at instanceof Json.Obj object ? object.fields().getOrDefault(name, Json.NULL) : Json.NULL;
    }
    return at;
  }

  private ValueType union(Json.Obj schema, List<Json> names) {
    List<ValueType> types =
        names.stream()
            .filter(name -> !name.equals(Json.of("null")))
            .map(name -> named(schema, name instanceof Json.Str(String text) ? text : ""))
            .toList();
    ValueType type = ValueType.common(types);
    boolean nullable = types.size() < names.size() && !type.equals(Scalar.ANY);
    return nullable ? new Nullable(type) : type;
  }

  private ValueType named(Json.Obj schema, String name) {
    return switch (name) {
      case "null" -> Scalar.NULL;
      case "boolean" -> Scalar.BOOL;
      case "integer" -> Scalar.INT;
      case "number" -> Scalar.NUMBER;
      case "string" -> Scalar.TEXT;
      case "array" -> new ListOf(part(schema, "items"));
      case "object" -> object(schema);
      default -> Scalar.ANY;
    };
  }

  private ValueType part(Json.Obj schema, String name) {
    Json part = schema.get(name);
    return part == null ? Scalar.ANY : type(part);
  }

  private ValueType object(Json.Obj schema) {
    Json others = schema.get("additionalProperties");
    boolean closed = others == null || others.equals(Json.of(false));
    if (!(schema.get("properties") instanceof Json.Obj(Map<String, Json> properties))) {
      return closed && others != null
          ? new Struct(Map.of())
          : new MapOf(part(schema, "additionalProperties"));
    }
    return closed ? struct(properties, required(schema)) : new MapOf(Scalar.ANY);
  }

  private Struct struct(Map<String, Json> properties, Set<String> required) {
    Map<String, Struct.Field> fields = new LinkedHashMap<>();
    properties.forEach(
        (name, schema) ->
            fields.put(name, new Struct.Field(type(schema), required.contains(name))));
    return new Struct(fields);
  }

  private static Set<String> required(Json.Obj schema) {
    Set<String> names = new HashSet<>();
    if (schema.get("required") instanceof Json.Arr(List<Json> items)) {
      for (Json item : items) {
        if (item instanceof Json.Str(String name)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
