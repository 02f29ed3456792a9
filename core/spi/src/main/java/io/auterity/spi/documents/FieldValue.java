package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * A value of a document's field. In JSON the field {@code type} names what it is, e.g. {@code
 * geo_point}. Numbers travel as text, since readers of JSON that know no integers of 64 bits, no
 * difference between 1 and 1.0 and no infinity would change them. The set grows: a switch over it
 * has a default.
 */
public sealed interface FieldValue {

  /** Nothing, as a value. */
  record Null() implements FieldValue {}

  record Bool(boolean value) implements FieldValue {}

  /** An integer of 64 bits. */
  record Int64(
      @Description("Decimal digits, perhaps behind a minus") @TextForm(pattern = "^-?[0-9]{1,19}$")
          String value)
      implements FieldValue {
    public Int64 {
      long number = parsed(value);
      value = Long.toString(number);
    }

    public Int64(long value) {
      this(Long.toString(value));
    }

    public long number() {
      return Long.parseLong(value);
    }

    private static long parsed(String text) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("must be an integer of 64 bits, not " + text, e);
      }
    }
  }

  /** A binary floating-point number of 64 bits, {@code NaN} and the infinities among them. */
  record Float64(
      @Description("Decimal number, perhaps with an exponent; or NaN, Infinity, -Infinity")
          @TextForm(pattern = Float64.FORM)
          String value)
      implements FieldValue {
    private static final String FORM = "^(-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?|NaN|-?Infinity)$";

    public Float64 {
      double number = parsed(value);
      value = Double.toString(number);
    }

    public Float64(double value) {
      this(Double.toString(value));
    }

    public double number() {
      return Double.parseDouble(value);
    }

    private static double parsed(String text) {
      if (!text.matches(FORM)) {
        throw new IllegalArgumentException("must be a number, not " + text);
      }
      double number = Double.parseDouble(text);
      if (Double.isInfinite(number) && !text.endsWith("Infinity")) {
        throw new IllegalArgumentException("must fit into 64 bits, unlike " + text);
      }
      return number;
    }
  }

  /** A moment, as exact as the database keeps it. */
  record Timestamp(Instant value) implements FieldValue {
    public Timestamp {
      Objects.requireNonNull(value);
    }
  }

  record Text(String value) implements FieldValue {
    public Text {
      Objects.requireNonNull(value);
    }
  }

  record Bytes(@Description("In base64") @TextForm(pattern = "^[A-Za-z0-9+/]*={0,2}$") String value)
      implements FieldValue {
    public Bytes {
      value = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(value));
    }

    public static Bytes of(byte[] bytes) {
      return new Bytes(Base64.getEncoder().encodeToString(bytes));
    }

    public byte[] bytes() {
      return Base64.getDecoder().decode(value);
    }
  }

  /** Another document of the same database. */
  record Reference(@Description("The document's name, e.g. users/ada") String value)
      implements FieldValue {
    public Reference {
      Objects.requireNonNull(value);
    }
  }

  /** A place on earth, in degrees. */
  record GeoPoint(
      @Range(least = -90, most = 90) double latitude,
      @Range(least = -180, most = 180) double longitude)
      implements FieldValue {}

  record Array(List<FieldValue> value) implements FieldValue {
    public Array {
      value = List.copyOf(value);
    }
  }

  /** Fields by name. */
  record Map(java.util.Map<String, FieldValue> value) implements FieldValue {
    public Map {
      value = ordered(value);
    }
  }

  /** A copy that keeps the order of its names. */
  static java.util.Map<String, FieldValue> ordered(java.util.Map<String, FieldValue> fields) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
