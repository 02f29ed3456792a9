package io.auterity.spi.shape;

import io.auterity.spi.Cursor;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Types that stand as one JSON value. */
// Json is immutable; the spi carries no annotation of the checker.
@SuppressWarnings("ImmutableEnumChecker")
enum Scalar implements Shape {
  TEXT(
      "text",
      type("string"),
      json -> json instanceof Json.Str(String value) ? value : null,
      value -> Json.of((String) value)),
  INTEGER(
      "an integer of 32 bits",
      type("integer"),
      json -> {
        Long number = whole(json);
        return number != null && number.intValue() == number ? (Object) number.intValue() : null;
      },
      value -> Json.of((int) value)),
  LONG("an integer", type("integer"), Scalar::whole, value -> Json.of((long) value)),
  DOUBLE("a number", type("number"), Scalar::number, value -> Json.of((double) value)),
  FLOAT(
      "a number",
      type("number"),
      json -> {
        Double number = number(json);
        return number == null ? null : number.floatValue();
      },
      value -> Json.of(Double.parseDouble(value.toString()))),
  BOOLEAN(
      "true or false",
      type("boolean"),
      json -> json instanceof Json.Bool(boolean value) ? value : null,
      value -> Json.of((boolean) value)),
  INSTANT(
      "a time, e.g. 2026-11-20T07:00:00Z",
      text("date-time"),
      json -> parsed(json, Instant::parse),
      value -> Json.of(value.toString())),
  DURATION(
      "a duration, e.g. PT1.5S",
      duration(),
      json -> parsed(json, Duration::parse),
      value -> Json.of(value.toString())),
  DATE(
      "a date, e.g. 2026-11-20",
      text("date"),
      json -> parsed(json, LocalDate::parse),
      value -> Json.of(value.toString())),
  CURSOR(
      "a cursor from the page before",
      type("string"),
      json -> json instanceof Json.Str(String value) ? new Cursor(value) : null,
      value -> Json.of(((Cursor) value).value())),
  OBJECT(
      "an object",
      type("object"),
      json -> json instanceof Json.Obj ? json : null,
      value -> (Json) value),
  ANY("any value", Map.of(), json -> json, value -> (Json) value);

  private final String expected;
  private final Json.Obj schema;
  private final Reading reading;
  private final Function<Object, Json> writing;

  /** The value that stands as this JSON; null when none does. */
  @FunctionalInterface
  private interface Reading {
    @Nullable Object of(Json json);
  }

  Scalar(
      String expected, Map<String, Json> schema, Reading reading, Function<Object, Json> writing) {
    this.expected = expected;
    this.schema = Json.object(new TreeMap<>(schema));
    this.reading = reading;
    this.writing = writing;
  }

  private static Map<String, Json> type(String type) {
    return Map.of("type", Json.of(type));
  }

  private static Map<String, Json> text(String format) {
    return Map.of("type", Json.of("string"), "format", Json.of(format));
  }

  // The format "duration" of JSON Schema knows no fractions of a second.
  private static Map<String, Json> duration() {
    String days = "([-+]?[0-9]+D)?";
    String time = "([-+]?[0-9]+H)?([-+]?[0-9]+M)?([-+]?[0-9]+([.][0-9]{1,9})?S)?";
    String pattern = "^[-+]?P%s(T%s)?$".formatted(days, time);
    return Map.of("type", Json.of("string"), "pattern", Json.of(pattern));
  }

  @Override
  public Json.Obj schema() {
    return schema;
  }

  @Override
  public @Nullable Object read(Json json, Binding binding) {
    Object value = reading.of(json);
    return value != null ? value : binding.wrong("must be " + expected, "found " + kindOf(json));
  }

  @Override
  public Json write(Object value) {
    return writing.apply(value);
  }

  private static @Nullable Object parsed(Json json, Function<String, Object> parse) {
    try {
      return json instanceof Json.Str(String value) ? parse.apply(value) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  // As JSON Schema counts, 5.0 is an integer.
  private static @Nullable Long whole(Json json) {
    return switch (json) {
      case Json.Int(long value) -> value;
      case Json.Dec(double value) when value == Math.rint(value) && Math.abs(value) < 0x1p63 ->
          (long) value;
      default -> null;
    };
  }

  private static @Nullable Double number(Json json) {
    return switch (json) {
      case Json.Dec(double value) -> value;
      case Json.Int(long value) -> (double) value;
      default -> null;
    };
  }

  static String kindOf(Json json) {
    return switch (json) {
      case Json.Null n -> "null";
      case Json.Bool b -> "a boolean";
      case Json.Int i -> "the integer " + i;
      case Json.Dec d -> "the number " + d;
      case Json.Str s -> "a text";
      case Json.Arr a -> "a list";
      case Json.Obj o -> "an object";
    };
  }
}
