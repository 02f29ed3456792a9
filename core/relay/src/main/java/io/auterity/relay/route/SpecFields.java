package io.auterity.relay.route;

import io.auterity.spi.Json;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads parts of a spec that fits the schema. */
final class SpecFields {

  /** Empty when absent. */
  static Json.Obj object(Json.Obj in, String name) {
    return in.get(name) instanceof Json.Obj object ? object : Json.EMPTY;
  }

  /** Empty when absent. */
  static List<Json> array(Json.Obj in, String name) {
    return in.get(name) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }

  /** One text, or each of a list of them; empty when absent. */
  static List<String> texts(@Nullable Json value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof Json.Arr(List<Json> items)
        ? items.stream().map(SpecFields::text).toList()
        : List.of(text(value));
  }

  static long number(Json.Obj in, String name, long otherwise) {
    Json value = in.get(name);
    return value == null ? otherwise : integer(value);
  }

  static long integer(Json value) {
    return value instanceof Json.Int(long number) ? number : (long) real(value);
  }

  /** 0 when absent. */
  static double decimal(Json.Obj in, String name) {
    Json value = in.get(name);
    return value == null ? 0 : real(value);
  }

  static double real(Json value) {
    return switch (value) {
      case Json.Int(long number) -> number;
      case Json.Dec(double number) -> number;
      default -> throw new IllegalArgumentException("not a number: " + value);
    };
  }

  static String text(Json value) {
    return value instanceof Json.Str(String text) ? text : value.toString();
  }

  static Duration duration(Json.Obj in, String name, Duration otherwise) {
    String text = in.text(name);
    return text == null ? otherwise : duration(text);
  }

  static Duration duration(String text) {
    if (text.endsWith("ms")) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return text.endsWith("m") ? Duration.ofMinutes(count) : Duration.ofSeconds(count);
  }
}
