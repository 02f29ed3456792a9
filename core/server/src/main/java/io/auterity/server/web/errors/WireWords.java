package io.auterity.server.web.errors;

import io.auterity.spi.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words for what a field or a parameter may hold, in which no class of the program stands. */
final class WireWords {

  private static final Set<Class<?>> WHOLE =
      Set.of(int.class, long.class, short.class, Integer.class, Long.class, Short.class);

  /** As it follows "must be". */
  static String of(Class<?> type) {
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (WHOLE.contains(type)) {
      return "a whole number";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (type.isEnum()) {
      return "one of " + words(type);
    }
    return ofMany(type);
  }

  private static String ofMany(Class<?> type) {
    if (type == Instant.class) {
      return "a time such as 2026-01-02T12:00:00Z";
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type) || type == Json.Arr.class) {
      return "a list";
    }
    boolean object = type.isRecord() || Map.class.isAssignableFrom(type) || type == Json.Obj.class;
    return object ? "an object" : "a value of another kind";
  }

  private static String words(Class<?> type) {
    return Stream.of(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
