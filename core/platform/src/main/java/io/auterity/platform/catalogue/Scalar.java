package io.auterity.platform.catalogue;

import io.auterity.spi.Cursor;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Types that stand as one JSON value. */
// Json is immutable; the spi carries no annotation of the checker.
@SuppressWarnings("ImmutableEnumChecker")
enum Scalar implements Shape {
  TEXT("text", Map.of("type", Json.of("string"))) {
    @Override
    @Nullable Object convert(Json json) {
      return json instanceof Json.Str(String value) ? value : null;
    }

    @Override
    public Json write(Object value) {
      return Json.of((String) value);
    }
  },
  INTEGER("an integer of 32 bits", Map.of("type", Json.of("integer"))) {
    @Override
    @Nullable Object convert(Json json) {
      return json instanceof Json.Int(long value) && (int) value == value ? (int) value : null;
    }

    @Override
    public Json write(Object value) {
      return Json.of((int) value);
    }
  },
  LONG("an integer", Map.of("type", Json.of("integer"))) {
    @Override
    @Nullable Object convert(Json json) {
      return json instanceof Json.Int(long value) ? value : null;
    }

    @Override
    public Json write(Object value) {
      return Json.of((long) value);
    }
  },
  DOUBLE("a number", Map.of("type", Json.of("number"))) {
    @Override
    @Nullable Object convert(Json json) {
      return number(json);
    }

    @Override
    public Json write(Object value) {
      return Json.of((double) value);
    }
  },
  FLOAT("a number", Map.of("type", Json.of("number"))) {
    @Override
    @Nullable Object convert(Json json) {
      Double number = number(json);
      return number == null ? null : number.floatValue();
    }

    @Override
    public Json write(Object value) {
      return Json.of(Double.parseDouble(value.toString()));
    }
  },
  BOOLEAN("true or false", Map.of("type", Json.of("boolean"))) {
    @Override
    @Nullable Object convert(Json json) {
      return json instanceof Json.Bool(boolean value) ? value : null;
    }

    @Override
    public Json write(Object value) {
      return Json.of((boolean) value);
    }
  },
  INSTANT(
      "a time, e.g. 2026-11-20T07:00:00Z",
      Map.of("type", Json.of("string"), "format", Json.of("date-time"))) {
    @Override
    @Nullable Object convert(Json json) {
      try {
        return json instanceof Json.Str(String value) ? Instant.parse(value) : null;
      } catch (DateTimeParseException e) {
        return null;
      }
    }

    @Override
    public Json write(Object value) {
      return Json.of(value.toString());
    }
  },
  DURATION(
      "a duration, e.g. PT1.5S", Map.of("type", Json.of("string"), "format", Json.of("duration"))) {
    @Override
    @Nullable Object convert(Json json) {
      try {
        return json instanceof Json.Str(String value) ? Duration.parse(value) : null;
      } catch (DateTimeParseException e) {
        return null;
      }
    }

    @Override
    public Json write(Object value) {
      return Json.of(value.toString());
    }
  },
  CURSOR("a cursor from the page before", Map.of("type", Json.of("string"))) {
    @Override
    @Nullable Object convert(Json json) {
      return json instanceof Json.Str(String value) ? new Cursor(value) : null;
    }

    @Override
    public Json write(Object value) {
      return Json.of(((Cursor) value).value());
    }
  },
  OBJECT("an object", Map.of("type", Json.of("object"))) {
    @Override
    @Nullable Object convert(Json json) {
      return json instanceof Json.Obj ? json : null;
    }

    @Override
    public Json write(Object value) {
      return (Json) value;
    }
  },
  ANY("any value", Map.of()) {
    @Override
    Object convert(Json json) {
      return json;
    }

    @Override
    public Json write(Object value) {
      return (Json) value;
    }
  };

  private final String expected;
  private final Json.Obj schema;

  Scalar(String expected, Map<String, Json> schema) {
    this.expected = expected;
    this.schema = Json.object(new TreeMap<>(schema));
  }

  abstract @Nullable Object convert(Json json);

  @Override
  public Json.Obj schema() {
    return schema;
  }

  @Override
  public @Nullable Object read(Json json, Binding binding) {
    Object value = convert(json);
    return value != null ? value : binding.wrong("must be " + expected, "found " + kindOf(json));
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
