package io.auterity.toolkit.json;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of what a vendor sent, where a field that is missing or of another type is as good
 * as an empty one: vendors add, drop and null fields as they like.
 */
public final class ReplyFields {

  public static String text(Json.Obj object, String name) {
    return Objects.requireNonNullElse(object.text(name), "");
  }

  /** A whole number, which some vendors write with a fraction of zero. */
  public static long number(Json.Obj object, String name) {
    return switch (object.get(name)) {
      case Json.Int(long value) -> value;
      case Json.Dec(double value) when value == Math.rint(value) -> (long) value;
      case null, default -> 0;
    };
  }

  /** A number with or without a fraction; null when there is none. */
  public static @Nullable Double decimal(Json.Obj object, String name) {
    return switch (object.get(name)) {
      case Json.Int(long value) -> (double) value;
      case Json.Dec(double value) -> value;
      case null, default -> null;
    };
  }

  public static Json.Obj object(Json.Obj object, String name) {
    return object.get(name) instanceof Json.Obj value ? value : Json.EMPTY;
  }

  /** The objects of a list; what is no object is left out. */
  public static List<Json.Obj> objects(Json.Obj object, String name) {
    return object.get(name) instanceof Json.Arr(List<Json> items)
        ? items.stream().filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast).toList()
        : List.of();
  }
}
