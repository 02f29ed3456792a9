package io.auterity.platform.expression;

import io.auterity.spi.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The static type of a JSON value: what is known about it before it is there. */
public sealed interface ValueType {

  /** The type that a JSON Schema (2020-12) describes, as far as types go. */
  static ValueType ofSchema(Json.Obj schema) {
    return new SchemaTypes(schema).type();
  }

  /** The type of a value that is there. */
  static ValueType of(Json value) {
    return switch (value) {
      case Json.Null n -> Scalar.NULL;
      case Json.Bool b -> Scalar.BOOL;
      case Json.Int i -> Scalar.INT;
      case Json.Dec d -> Scalar.DOUBLE;
      case Json.Str s -> Scalar.TEXT;
      case Json.Arr a -> new ListOf(common(a.items().stream().map(ValueType::of).toList()));
      case Json.Obj o -> Struct.required(mapped(o.fields()));
    };
  }

  /** Parts of one type; of a larger one nothing is known. */
  int MOST_PARTS = 20_000;

  /**
   * This type, or {@link Scalar#ANY} when it has more than {@link #MOST_PARTS} parts, those that
   * stand in it several times counted each time: steps that double a value double its type, too.
   */
  default ValueType bounded() {
    return left(this, MOST_PARTS) < 0 ? Scalar.ANY : this;
  }

  /** The type of such a value that may be null. */
  default ValueType orNull() {
    return equals(Scalar.ANY) || equals(Scalar.NULL) || this instanceof Nullable
        ? this
        : new Nullable(this);
  }

  // How many parts are left; looks no further once there are none.
  private static int left(ValueType type, int left) {
    if (left < 0) {
      return left;
    }
    return switch (type) {
      case Scalar s -> left - 1;
      case ListOf(ValueType item) -> left(item, left - 1);
      case MapOf(ValueType value) -> left(value, left - 1);
      case Nullable(ValueType inner) -> left(inner, left - 1);
      case Struct(Map<String, Struct.Field> fields) -> {
        int rest = left - 1;
        for (Struct.Field field : fields.values()) {
          rest = left(field.type(), rest);
        }
        yield rest;
      }
    };
  }

  /** The one type of all, or {@link Scalar#ANY} when they differ or there is none. */
  static ValueType common(List<ValueType> types) {
    return types.stream().distinct().count() == 1 ? types.getFirst() : Scalar.ANY;
  }

  /**
   * Why a value of {@code source} cannot stand where this type is asked for; empty when it can, or
   * when that shows only at run time.
   */
  default List<Mismatch> mismatches(ValueType source) {
    return new Assignment().check(this, source);
  }

  /**
   * Where what is written certainly does not fit a JSON Schema (2020-12) by its values and choices;
   * what does not fit by its type is not among it.
   */
  static List<Mismatch> mismatches(Json.Obj schema, Template given) {
    return new SchemaFit(schema).mismatches(schema, given);
  }

  /** For people, e.g. {@code list of text}. */
  String described();

  private static Map<String, ValueType> mapped(Map<String, Json> fields) {
    Map<String, ValueType> types = new LinkedHashMap<>();
    fields.forEach((name, value) -> types.put(name, of(value)));
    return types;
  }

  /** A type without parts. */
  enum Scalar implements ValueType {
    /** Nothing is known. */
    ANY("anything"),
    NULL("null"),
    BOOL("true or false"),
    INT("integer"),
    DOUBLE("decimal number"),
    /** Integer or decimal: JSON Schema's {@code number}. */
    NUMBER("number"),
    TEXT("text"),
    DURATION("duration"),
    TIMESTAMP("time"),
    /** A value of CEL that JSON has no form for. */
    FOREIGN("value without a JSON form");

    private final String described;

    Scalar(String described) {
      this.described = described;
    }

    @Override
    public String described() {
      return described;
    }
  }

  /** A list. */
  record ListOf(ValueType item) implements ValueType {
    @Override
    public String described() {
      return item.equals(Scalar.ANY) ? "list" : "list of " + item.described();
    }
  }

  /** An object with any names. */
  record MapOf(ValueType value) implements ValueType {
    @Override
    public String described() {
      return value.equals(Scalar.ANY) ? "object" : "object whose values are " + value.described();
    }
  }

  /** An object whose names are known; no other may occur. */
  record Struct(Map<String, Field> fields) implements ValueType {
    public Struct {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** An object that always has these fields. */
    public static Struct required(Map<String, ValueType> types) {
      Map<String, Field> fields = new LinkedHashMap<>();
      types.forEach((name, type) -> fields.put(name, new Field(type, true)));
      return new Struct(fields);
    }

    @Override
    public String described() {
      return fields.isEmpty()
          ? "empty object"
          : "object with " + String.join(", ", fields.keySet());
    }

    /** A field and whether it must be there. */
    public record Field(ValueType type, boolean required) {}
  }

  /** The inner type, or null. */
  record Nullable(ValueType type) implements ValueType {
    @Override
    public String described() {
      return type.described() + " or null";
    }
  }

  /**
   * One place where two types do not fit.
   *
   * @param path inside the value, e.g. {@code labels[].name}; empty for the value itself
   */
  record Mismatch(String path, String rule, String fix) {}
}
