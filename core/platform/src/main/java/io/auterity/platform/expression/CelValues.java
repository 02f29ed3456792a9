package io.auterity.platform.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * JSON values to CEL's and back. Numbers are exact: an integer stays 64 bits, a decimal a double.
 */
final class CelValues {

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

  /**
   * The JSON form of a result. Durations and times become text.
   *
   * @param meter told of each value and text before it is made
   * @throws EvaluationException when there is none
   */
  static Json toJson(Object value, Meter meter) {
    return switch (value) {
      case JsonObjectValue object -> count(object.json(), meter);
      case JsonListValue list -> count(list.json(), meter);
      default -> {
        meter.part();
        yield made(value, meter);
      }
    };
  }

  private static Json made(Object value, Meter meter) {
    return switch (value) {
      case NullValue n -> Json.NULL;
      case Boolean flag -> Json.of(flag);
      case Long number -> Json.of(number);
      case UnsignedLong number -> unsigned(number);
      case Double number -> decimal(number);
      case String text -> text(text, meter);
      case List<?> list -> array(list, meter);
      case Map<?, ?> map -> object(map, meter);
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
    if (meter.equals(Meter.NONE)) {
      return value;
    }
    meter.part();
    switch (value) {
      case Json.Str(String text) -> meter.text(text);
      case Json.Arr(List<Json> items) -> items.forEach(item -> count(item, meter));
      case Json.Obj(Map<String, Json> fields) ->
          fields.forEach(
              (name, field) -> {
                meter.text(name);
                count(field, meter);
              });
      default -> {}
    }
    return value;
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

  private static Json array(List<?> list, Meter meter) {
    List<Json> items = new ArrayList<>(list.size());
    list.forEach(item -> items.add(toJson(item, meter)));
    return new Json.Arr(items);
  }

  private static Json object(Map<?, ?> map, Meter meter) {
    Map<String, Json> fields = new LinkedHashMap<>();
    map.forEach((key, value) -> fields.put(name(key, meter), toJson(value, meter)));
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
