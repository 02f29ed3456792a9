package io.auterity.connector.function;

import io.auterity.spi.Json;
import io.auterity.spi.documents.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of the kind {@code documents} as Firestore writes them in JSON, and back. Names of
 * documents are told below the root of their database, e.g. {@code
 * projects/p/databases/(default)/documents}.
 */
final class FirestoreValues {

  private static final Pattern WHOLE_NAME =
      Pattern.compile("projects/[^/]+/databases/[^/]+/documents/.+");
  private static final String TYPE = "type";
  private static final String VALUE = "value";
  private static final String VALUES = "values";
  private static final String FIELDS = "fields";
  private static final String FIELD = "field";
  private static final String LATITUDE = "latitude";
  private static final String LONGITUDE = "longitude";
  private static final String MAP = "mapValue";

  private final String root;

  private FirestoreValues(String root) {
    this.root = root + "/";
  }

  /** Of a value, of fields by their names, or of a list of fields with what each becomes. */
  static Json write(Json said, String root) {
    FirestoreValues values = new FirestoreValues(root);
    return switch (said) {
      case Json.Obj value when value.get(TYPE) instanceof Json.Str -> values.written(value);
      case Json.Obj fields -> mapped(fields, values::written);
      case Json.Arr(List<Json> changes) -> values.nested(changes);
      default -> throw new IllegalArgumentException("takes fields, a value or changes of fields");
    };
  }

  /** Of fields by their names. */
  static Json read(Json fields, String root) {
    return mapped(object(fields), new FirestoreValues(root)::told);
  }

  /** The value at the path in fields as Firestore writes them. */
  static Json at(Json fields, String path) {
    Json.Obj inside = object(fields);
    Json value = Json.NULL;
    for (String name : FieldPath.of(path).names()) {
      value = inside.get(name);
      if (value == null) {
        throw new IllegalArgumentException("there is no field " + path);
      }
      inside = inner(value);
    }
    return value;
  }

  private static Json.Obj inner(@Nullable Json value) {
    return value instanceof Json.Obj held
            && held.get(MAP) instanceof Json.Obj map
            && map.get(FIELDS) instanceof Json.Obj fields
        ? fields
        : Json.EMPTY;
  }

  private Json written(Json said) {
    Json.Obj value = object(said);
    String type = String.valueOf(value.text(TYPE));
    return switch (type) {
      case "null" -> one("nullValue", Json.of("NULL_VALUE"));
      case "bool" -> one("booleanValue", held(value));
      case "int64" -> one("integerValue", held(value));
      case "float64" -> one("doubleValue", number(text(held(value))));
      case "timestamp" -> one("timestampValue", held(value));
      case "text" -> one("stringValue", held(value));
      case "bytes" -> one("bytesValue", held(value));
      case "reference" -> one("referenceValue", Json.of(whole(text(held(value)))));
      case "geo_point" ->
          one(
              "geoPointValue",
              Json.EMPTY
                  .with(LATITUDE, part(value, LATITUDE))
                  .with(LONGITUDE, part(value, LONGITUDE)));
      case "array" -> one("arrayValue", one(VALUES, each(held(value), this::written)));
      case "map" -> map(mapped(object(held(value)), this::written));
      default -> throw new IllegalArgumentException("Firestore has no values of type " + type);
    };
  }

  /** A field for each change; where paths share names, one map holds them all. */
  private Json.Obj nested(List<Json> changes) {
    Json.Obj made = Json.EMPTY;
    for (Json change : changes) {
      Json.Obj each = object(change);
      made = set(made, FieldPath.of(text(part(each, FIELD))).names(), written(held(each)));
    }
    return made;
  }

  private static Json.Obj set(Json.Obj fields, List<String> names, Json value) {
    String first = names.getFirst();
    return names.size() == 1
        ? fields.with(first, value)
        : fields.with(
            first, map(set(inner(fields.get(first)), names.subList(1, names.size()), value)));
  }

  private Json told(Json said) {
    if (!(said instanceof Json.Obj(Map<String, Json> forms)) || forms.size() != 1) {
      throw new IllegalArgumentException("takes values as Firestore writes them");
    }
    Map.Entry<String, Json> form = forms.entrySet().iterator().next();
    Json value = form.getValue();
    return switch (form.getKey()) {
      case "nullValue" -> one(TYPE, Json.of("null"));
      case "booleanValue" -> typed("bool", value);
      case "integerValue" -> typed("int64", Json.of(digits(value)));
      case "doubleValue" -> typed("float64", Json.of(digits(value)));
      case "timestampValue" -> typed("timestamp", value);
      case "stringValue" -> typed("text", value);
      case "bytesValue" -> typed("bytes", value);
      case "referenceValue" -> typed("reference", Json.of(below(text(value))));
      case "geoPointValue" ->
          one(TYPE, Json.of("geo_point"))
              .with(LATITUDE, or(object(value).get(LATITUDE), Json.of(0)))
              .with(LONGITUDE, or(object(value).get(LONGITUDE), Json.of(0)));
      case "arrayValue" ->
          typed("array", each(or(object(value).get(VALUES), new Json.Arr(List.of())), this::told));
      case MAP ->
          typed("map", mapped(object(or(object(value).get(FIELDS), Json.EMPTY)), this::told));
      default -> throw new IllegalArgumentException("no document holds a " + form.getKey());
    };
  }

  private String whole(String name) {
    return WHOLE_NAME.matcher(name).matches() ? name : root + name;
  }

  private String below(String name) {
    return name.startsWith(root) ? name.substring(root.length()) : name;
  }

  private static Json number(String text) {
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? new Json.Dec(number) : Json.of(text);
  }

  private static String digits(Json number) {
    return number instanceof Json.Str(String text) ? text : number.toString();
  }

  private static Json.Obj one(String name, Json value) {
    return Json.EMPTY.with(name, value);
  }

  private static Json.Obj typed(String type, Json value) {
    return one(TYPE, Json.of(type)).with(VALUE, value);
  }

  private static Json.Obj map(Json.Obj fields) {
    return one(MAP, one(FIELDS, fields));
  }

  private static Json held(Json.Obj value) {
    return part(value, VALUE);
  }

  private static Json part(Json.Obj value, String name) {
    Json part = value.get(name);
    if (part == null) {
      throw new IllegalArgumentException("a value lacks its " + name);
    }
    return part;
  }

  private static Json or(@Nullable Json value, Json otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }

  private static String text(Json value) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw new IllegalArgumentException("a value that must be a text is none");
  }

  private static Json.Obj object(Json value) {
    if (value instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalArgumentException("takes objects");
  }

  private static Json.Obj mapped(Json.Obj fields, UnaryOperator<Json> each) {
    Map<String, Json> made = new LinkedHashMap<>();
    fields.fields().forEach((name, value) -> made.put(name, each.apply(value)));
    return new Json.Obj(made);
  }

  private static Json.Arr each(Json list, UnaryOperator<Json> each) {
    List<Json> made = new ArrayList<>();
    if (list instanceof Json.Arr(List<Json> items)) {
      items.forEach(item -> made.add(each.apply(item)));
    }
    return new Json.Arr(made);
  }
}
