package io.auterity.plugins.documents;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.documents.FieldValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The order of all values: by type first, then within it. Integers and other numbers are of one
 * type, and equal when they are the same number.
 */
final class ValueOrder implements Comparator<FieldValue> {

  static final ValueOrder INSTANCE = new ValueOrder();

  private ValueOrder() {}

  /** Whether a range that is bound by one can hold the other. */
  static boolean ofOneType(FieldValue one, FieldValue other) {
    return rank(one) == rank(other);
  }

  private static int rank(FieldValue value) {
    return switch (value) {
      case FieldValue.Null() -> 0;
      case FieldValue.Bool(boolean b) -> 1;
      case FieldValue.Int64(String n) -> 2;
      case FieldValue.Float64(String n) -> 2;
      case FieldValue.Timestamp(var t) -> 3;
      case FieldValue.Text(String t) -> 4;
      case FieldValue.Bytes(String b) -> 5;
      case FieldValue.Reference(String r) -> 6;
      case FieldValue.GeoPoint(double a, double b) -> 7;
      case FieldValue.Array(var items) -> 8;
      case FieldValue.Map(var fields) -> 9;
      default -> throw unsupported(value);
    };
  }

  private static CallFailedException unsupported(FieldValue value) {
    return Writing.unsupported("fields", "type of value " + value.getClass().getSimpleName());
  }

  @Override
  public int compare(FieldValue one, FieldValue other) {
    int byType = Integer.compare(rank(one), rank(other));
    return byType != 0 ? byType : within(one, other);
  }

  private int within(FieldValue one, FieldValue other) {
    return switch (one) {
      case FieldValue.Null() -> 0;
      case FieldValue.Bool(boolean value) ->
          Boolean.compare(value, ((FieldValue.Bool) other).value());
      case FieldValue.Int64 number -> numbers(number, other);
      case FieldValue.Float64 number -> numbers(number, other);
      case FieldValue.Timestamp(var value) ->
          value.compareTo(((FieldValue.Timestamp) other).value());
      case FieldValue.Text(String value) -> texts(value, ((FieldValue.Text) other).value());
      case FieldValue.Bytes value ->
          Arrays.compareUnsigned(value.bytes(), ((FieldValue.Bytes) other).bytes());
      case FieldValue.Reference(String value) ->
          texts(value, ((FieldValue.Reference) other).value());
      case FieldValue.GeoPoint(double latitude, double longitude) -> {
        FieldValue.GeoPoint point = (FieldValue.GeoPoint) other;
        int first = Double.compare(latitude, point.latitude());
        yield first != 0 ? first : Double.compare(longitude, point.longitude());
      }
      case FieldValue.Array(var items) ->
          arrays(items.iterator(), ((FieldValue.Array) other).value().iterator());
      case FieldValue.Map(var fields) -> maps(fields, ((FieldValue.Map) other).value());
      default -> throw unsupported(one);
    };
  }

  // NaN comes before all other numbers; a long is not rounded where both are integers.
  private static int numbers(FieldValue one, FieldValue other) {
    if (one instanceof FieldValue.Int64 a && other instanceof FieldValue.Int64 b) {
      return Long.compare(a.number(), b.number());
    }
    double a = number(one);
    double b = number(other);
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(!Double.isNaN(a), !Double.isNaN(b));
    }
    return a == b ? exactly(one, other) : Double.compare(a, b);
  }

  private static int exactly(FieldValue one, FieldValue other) {
    return Double.isInfinite(number(one)) ? 0 : decimal(one).compareTo(decimal(other));
  }

  private static BigDecimal decimal(FieldValue value) {
    return value instanceof FieldValue.Int64 whole
        ? BigDecimal.valueOf(whole.number())
        : new BigDecimal(number(value));
  }

  private static double number(FieldValue value) {
    return value instanceof FieldValue.Int64 whole
        ? whole.number()
        : ((FieldValue.Float64) value).number();
  }

  private static int texts(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private int arrays(Iterator<FieldValue> one, Iterator<FieldValue> other) {
    while (one.hasNext() && other.hasNext()) {
      int order = compare(one.next(), other.next());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(one.hasNext(), other.hasNext());
  }

  private int maps(Map<String, FieldValue> one, Map<String, FieldValue> other) {
    var left = new TreeMap<>(one).entrySet().iterator();
    var right = new TreeMap<>(other).entrySet().iterator();
    while (left.hasNext() && right.hasNext()) {
      var a = left.next();
      var b = right.next();
      int names = texts(a.getKey(), b.getKey());
      int order = names != 0 ? names : compare(a.getValue(), b.getValue());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }
}
