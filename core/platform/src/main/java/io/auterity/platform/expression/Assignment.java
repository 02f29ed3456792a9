package io.auterity.platform.expression;

import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Mismatch;
import io.auterity.platform.expression.ValueType.Nullable;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.platform.suggestion.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds every place where a value of one type certainly cannot stand for another. */
final class Assignment {

  private static final Map<Scalar, Set<Scalar>> ALSO =
      Map.of(
          Scalar.NUMBER, Set.of(Scalar.INT, Scalar.DOUBLE),
          Scalar.INT, Set.of(Scalar.NUMBER),
          Scalar.DOUBLE, Set.of(Scalar.NUMBER),
          Scalar.TEXT, Set.of(Scalar.DURATION, Scalar.TIMESTAMP));

  private final List<Mismatch> found = new ArrayList<>();

  List<Mismatch> check(ValueType target, ValueType source) {
    compare("", target, source);
    return List.copyOf(found);
  }

  private void compare(String path, ValueType target, ValueType source) {
    if (target.equals(Scalar.ANY) || source.equals(Scalar.ANY)) {
      return;
    }
    switch (target) {
      case Nullable(ValueType inner) -> {
        if (!source.equals(Scalar.NULL)) {
          compare(path, inner, source);
        }
      }
      case ListOf(ValueType item) when strip(source) instanceof ListOf(ValueType other) ->
          compare(path + "[]", item, other);
      case MapOf(ValueType value) when strip(source) instanceof MapOf(ValueType other) ->
          compare(path + "[]", value, other);
      case MapOf(ValueType value) when strip(source) instanceof Struct(var fields) ->
          fields.forEach((name, field) -> compare(joined(path, name), value, field.type()));
      case Struct struct when strip(source) instanceof Struct other -> fields(path, struct, other);
      case Struct(var fields) when strip(source) instanceof MapOf(ValueType value) ->
          fields.forEach((name, field) -> compare(joined(path, name), field.type(), value));
      case Scalar scalar when strip(source) instanceof Scalar other && fits(scalar, other) -> {}
      default -> found.add(unfit(path, target, source));
    }
  }

  private void fields(String path, Struct target, Struct source) {
    target
        .fields()
        .forEach(
            (name, field) -> {
              Struct.Field given = source.fields().get(name);
              if (given != null) {
                compare(joined(path, name), field.type(), given.type());
              } else if (field.required()) {
                found.add(missing(joined(path, name), name, field));
              }
            });
    source.fields().keySet().stream()
        .filter(name -> !target.fields().containsKey(name))
        .forEach(name -> found.add(unknown(joined(path, name), name, target)));
  }

  private static boolean fits(Scalar target, Scalar source) {
    return source.equals(Scalar.ANY)
        || target == source
        || ALSO.getOrDefault(target, Set.of()).contains(source);
  }

  private static ValueType strip(ValueType type) {
    return type instanceof Nullable(ValueType inner) ? inner : type;
  }

  private static String joined(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static Mismatch unfit(String path, ValueType target, ValueType source) {
    return new Mismatch(
        path,
        "expects %s, gets %s".formatted(target.described(), source.described()),
        "give " + target.described());
  }

  private static Mismatch missing(String path, String name, Struct.Field field) {
    String type = field.type() == Scalar.ANY ? "" : ", " + field.type().described();
    return new Mismatch(
        path, "'%s' is required".formatted(name), "add '%s'%s".formatted(name, type));
  }

  private static Mismatch unknown(String path, String name, Struct target) {
    return new Mismatch(
        path,
        "there is no field '%s'".formatted(name),
        Nearest.fix(name, target.fields().keySet()));
  }
}
