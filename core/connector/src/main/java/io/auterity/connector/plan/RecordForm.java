package io.auterity.connector.plan;

import io.auterity.platform.expression.ValueType;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form of a kind's record as a file writes it: where the record holds a {@code Ref}, the file
 * writes the vendor's id alone.
 */
final class RecordForm {

  private static final Json TEXT = Json.EMPTY.with("type", Json.of("string"));
  private static final String DEFINITIONS = "$defs";
  private static final String OTHERS = "additionalProperties";
  private static final Set<String> REF = Set.of("provider", "id");

  private final Json.Obj schema;
  private volatile @Nullable JsonSchema compiled;

  RecordForm(Json.Obj schema) {
    this.schema = schema;
  }

  /** The record that each item of a page has. */
  RecordForm item() {
    return schema.get("properties") instanceof Json.Obj properties
            && properties.get("items") instanceof Json.Obj items
            && items.get("items") instanceof Json.Obj item
        ? new RecordForm(defined(item))
        : this;
  }

  /** A part of this schema with the definitions that it may refer to. */
  private Json.Obj defined(Json.Obj part) {
    Json definitions = schema.get(DEFINITIONS);
    return definitions == null ? part : part.with(DEFINITIONS, definitions);
  }

  /** What an input is to expressions: all of it but its secrets. */
  ValueType input() {
    return ValueType.ofSchema(fields(false));
  }

  /** The secrets of an input by name, as what is sent reads them; null when it has none. */
  @Nullable ValueType secrets() {
    Json.Obj secrets = fields(true);
    return secrets.get("properties") instanceof Json.Obj named && !named.fields().isEmpty()
        ? ValueType.ofSchema(secrets)
        : null;
  }

  private Json.Obj fields(boolean secret) {
    Map<String, Json> read = new LinkedHashMap<>();
    if (schema.get("properties") instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach(
          (name, field) -> {
            if (secret(field) == secret) {
              read.put(name, secret ? texts(field) : field);
            }
          });
    }
    List<Json> required = new ArrayList<>();
    if (schema.get("required") instanceof Json.Arr(List<Json> names)) {
      names.stream()
          .filter(each -> each instanceof Json.Str(String name) && read.containsKey(name))
          .forEach(required::add);
    }
    return schema.with("properties", new Json.Obj(read)).with("required", new Json.Arr(required));
  }

  /** A secret is a text, several by name are an object of them. */
  private static Json texts(Json field) {
    return field instanceof Json.Obj object && object.get(OTHERS) instanceof Json.Obj
        ? object.with(OTHERS, TEXT)
        : TEXT;
  }

  private static boolean secret(Json field) {
    return field instanceof Json.Obj object
        && object.get("writeOnly") instanceof Json.Bool(boolean only)
        && only;
  }

  /** What a mapping must yield. */
  ValueType type() {
    return ValueType.ofSchema((Json.Obj) written(schema));
  }

  private static Json written(Json schema) {
    return switch (schema) {
      case Json.Obj object when ref(object) -> TEXT;
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> made = new LinkedHashMap<>();
        fields.forEach((name, value) -> made.put(name, written(value)));
        yield new Json.Obj(made);
      }
      case Json.Arr(List<Json> items) ->
          new Json.Arr(items.stream().map(RecordForm::written).toList());
      default -> schema;
    };
  }

  // A result's is an object; an input's may be the id alone too.
  private static boolean ref(Json.Obj schema) {
    if (schema.get("anyOf") instanceof Json.Arr(List<Json> forms)) {
      return forms.stream().anyMatch(form -> form instanceof Json.Obj object && ref(object));
    }
    return schema.get("properties") instanceof Json.Obj(Map<String, Json> fields)
        && fields.keySet().equals(REF)
        && schema.get(OTHERS) instanceof Json.Bool;
  }

  /** The vendor's id in an input's field that holds a {@code Ref}; null when there is none. */
  static @Nullable String id(@Nullable Json ref) {
    return switch (ref) {
      case Json.Str(String id) -> id;
      case Json.Obj whole -> whole.text("id");
      case null, default -> null;
    };
  }

  /** The names of an input's fields that hold a {@code Ref}. */
  List<String> refs() {
    List<String> names = new ArrayList<>();
    if (schema.get("properties") instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach(
          (name, field) -> {
            if (field instanceof Json.Obj object && ref(object)) {
              names.add(name);
            }
          });
    }
    return names;
  }

  /** What does not fit in a value that is complete. */
  List<Problem> problems(Json complete) {
    JsonSchema known = compiled;
    if (known == null) {
      known = JsonSchema.of(schema);
      compiled = known;
    }
    return known.check(complete);
  }

  // What another kind holds is known by its id alone.
  private static boolean held(Json.Obj ref) {
    return ref.get("required") instanceof Json.Arr(List<Json> names)
        && names.contains(Json.of("provider"));
  }

  /** A mapped value with the provider added to each id of a resource that it holds. */
  Json complete(Json value, String provider) {
    return complete(value, schema, provider);
  }

  // Null is the same as absent where a field may be that and is of one type.
  private static boolean optional(String name, Json.Obj form) {
    return form.get("properties") instanceof Json.Obj named
        && named.get(name) instanceof Json.Obj field
        && (field.get("type") instanceof Json.Str || ref(field))
        && !(form.get("required") instanceof Json.Arr(List<Json> names)
            && names.contains(Json.of(name)));
  }

  private static Json complete(Json value, Json schema, String provider) {
    if (!(schema instanceof Json.Obj form)) {
      return value;
    }
    return switch (value) {
      case Json.Str(String id) when ref(form) -> {
        Json.Obj ref = Json.EMPTY.with("id", Json.of(id));
        yield held(form) ? ref.with("provider", Json.of(provider)) : ref;
      }
      case Json.Arr(List<Json> items) when form.get("items") != null -> {
        Json inner = form.fields().getOrDefault("items", Json.NULL);
        yield new Json.Arr(items.stream().map(item -> complete(item, inner, provider)).toList());
      }
      case Json.Obj(Map<String, Json> fields)
          when form.get("properties") instanceof Json.Obj(Map<String, Json> forms) -> {
        Map<String, Json> made = new LinkedHashMap<>();
        fields.forEach(
            (name, field) -> {
              if (!(field instanceof Json.Null) || !optional(name, form)) {
                made.put(name, complete(field, forms.getOrDefault(name, Json.NULL), provider));
              }
            });
        yield new Json.Obj(made);
      }
      default -> value;
    };
  }
}
