package io.auterity.platform.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * JSON values to CEL's and back. Numbers are exact: an integer stays 64 bits, a decimal a double.
 */
final class CelValues {

  /** What comes from outside is half as deep at most. */
  private static final int DEEPEST = 400;

  /** Counts what a value consists of; it fails when that is too much. */
  interface Meter {

    /** Lets everything pass. */
    Meter NONE =
        new Meter() {
          @Override
          public void part() {}

          @Override
          public void text(String text) {}
        };

    /** Another value, those inside lists and objects too. */
    void part();

    /** Another text or name of a field. */
    void text(String text);
  }

  static Object of(Json value) {
    return switch (value) {
      case Json.Null n -> NullValue.NULL_VALUE;
      case Json.Bool(boolean flag) -> flag;
      case Json.Int(long number) -> number;
      case Json.Dec(double number) -> number;
      case Json.Str(String text) -> text;
      case Json.Arr array -> new JsonListValue(array);
      case Json.Obj object -> new JsonObjectValue(object);
    };
  }

  /** A value whose type is known: a text that is to be a time is one. */
  static Object of(Json value, @Nullable ValueType type) {
    return switch (type) {
      case Scalar scalar
          when scalar == Scalar.TIMESTAMP && value instanceof Json.Str(String text) ->
          Instant.parse(text);
      case Struct struct when value instanceof Json.Obj object ->
          new JsonObjectValue(object, struct);
      case null, default -> of(value);
    };
  }

  /**
   * The JSON form of a result. Durations and times become text.
   *
   * @param meter told of each value and text before it is made
   * @throws EvaluationException when there is none
   */
  static Json toJson(Object value, Meter meter) {
    return toJson(value, meter, 0);
  }

  private static Json toJson(Object value, Meter meter, int depth) {
    return switch (value) {
      case JsonObjectValue object -> count(object.json(), meter, depth);
      case JsonListValue list -> count(list.json(), meter, depth);
      default -> {
        meter.part();
        yield made(value, meter, depth);
      }
    };
  }

  private static Json made(Object value, Meter meter, int depth) {
    return switch (value) {
      case NullValue n -> Json.NULL;
      case Boolean flag -> Json.of(flag);
      case Long number -> Json.of(number);
      case UnsignedLong number -> unsigned(number);
      case Double number -> decimal(number);
      case String text -> text(text, meter);
      case List<?> list -> array(list, meter, deeper(depth));
      case Map<?, ?> map -> object(map, meter, deeper(depth));
      case Duration duration -> Json.of(DurationText.write(duration));
      case Instant instant -> Json.of(instant.toString());
      default ->
          throw new EvaluationException(
              "the result has no JSON form: " + value.getClass().getSimpleName());
    };
  }

  /** Whether a value of CEL is a list or object that was there before the evaluation. */
  static boolean given(Object value) {
    return value instanceof JsonObjectValue || value instanceof JsonListValue;
  }

  /** Tells a meter of a value that is JSON already. */
  static Json count(Json value, Meter meter) {
    return count(value, meter, 0);
  }

  private static Json count(Json value, Meter meter, int depth) {
    if (meter.equals(Meter.NONE)) {
      return value;
    }
    meter.part();
    switch (value) {
      case Json.Str(String text) -> meter.text(text);
      case Json.Arr(List<Json> items) -> items.forEach(item -> count(item, meter, deeper(depth)));
      case Json.Obj(Map<String, Json> fields) ->
          fields.forEach(
              (name, field) -> {
                meter.text(name);
                count(field, meter, deeper(depth));
              });
      default -> {}
    }
    return value;
  }

  private static int deeper(int depth) {
    if (depth >= DEEPEST) {
      throw new EvaluationException("makes a value nested deeper than %d".formatted(DEEPEST));
    }
    return depth + 1;
  }

  /** What sort of value it is, for people, e.g. {@code a list}. */
  static String described(Object value) {
    return switch (value) {
      case NullValue n -> "null";
      case Boolean flag -> "true or false";
      case Long number -> "an integer";
      case UnsignedLong number -> "an integer";
      case Double number -> "a decimal number";
      case String text -> "text";
      case List<?> list -> "a list";
      case Map<?, ?> map -> "an object";
      case Duration duration -> "a duration";
      case Instant instant -> "a time";
      default -> "a value without a JSON form";
    };
  }

  private static Json unsigned(UnsignedLong number) {
    if (number.longValue() < 0) {
      throw new EvaluationException("integer outside 64 bits: " + number);
    }
    return Json.of(number.longValue());
  }

  private static Json decimal(double number) {
    if (!Double.isFinite(number)) {
      throw new EvaluationException("not a JSON number: " + number);
    }
    return Json.of(number);
  }

  private static Json text(String text, Meter meter) {
    meter.text(text);
    return Json.of(text);
  }

  private static Json array(List<?> list, Meter meter, int depth) {
    List<Json> items = new ArrayList<>(list.size());
    list.forEach(item -> items.add(toJson(item, meter, depth)));
    return new Json.Arr(items);
  }

  private static Json object(Map<?, ?> map, Meter meter, int depth) {
    Map<String, Json> fields = new LinkedHashMap<>();
    map.forEach((key, value) -> fields.put(name(key, meter), toJson(value, meter, depth)));
    return new Json.Obj(fields);
  }

  private static String name(Object key, Meter meter) {
    if (key instanceof String text) {
      meter.text(text);
      return text;
    }
    throw new EvaluationException("the name of a field must be text, is " + key);
  }

  /** A JSON array as CEL sees it, without a copy. */
  private static final class JsonListValue extends AbstractList<Object> implements RandomAccess {

    private final Json.Arr json;

    JsonListValue(Json.Arr json) {
      this.json = json;
    }

    Json.Arr json() {
      return json;
    }

    @Override
    public Object get(int index) {
      return CelValues.of(json.items().get(index));
    }

    @Override
    public int size() {
      return json.items().size();
    }
  }
}
