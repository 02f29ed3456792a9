package io.auterity.platform.expression;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.auterity.spi.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keys that are equal exactly where values are, as CEL compares them: 1 and 1.0 are equal, and
 * objects whatever the order of their fields. A list or object has a digest as key, so that to keep
 * one takes little.
 */
record EqualityKeys(TextBudget budget) {

  Object of(Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag;
      case Long number -> number(Json.of(number));
      case Double number when Double.isFinite(number) -> number(Json.of(number));
      default -> new Digest(digest(value));
    };
  }

  /** Of what is no text itself. */
  private record Digest(String text) {}

  private String digest(Object value) {
    Hasher digest = Hashing.sha256().newHasher();
    digest.putUnencodedChars(CelValues.described(value));
    boolean before = CelValues.given(value);
    put(CelValues.toJson(value, before ? CelValues.Meter.NONE : budget.given()), digest);
    return digest.hash().toString();
  }

  private void put(Json value, Hasher digest) {
    switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        budget.items(1L + fields.size());
        digest.putChar('{');
        new TreeMap<>(fields)
            .forEach(
                (name, field) -> {
                  put(Json.of(name), digest);
                  put(field, digest);
                });
        digest.putChar('}');
      }
      case Json.Arr(var items) -> {
        budget.items(1L + items.size());
        digest.putChar('[');
        items.forEach(item -> put(item, digest));
        digest.putChar(']');
      }
      case Json.Int number -> leaf(number(number).toString(), digest);
      case Json.Dec number -> leaf(number(number).toString(), digest);
      default -> leaf(value.toString(), digest);
    }
  }

  private void leaf(String written, Hasher digest) {
    budget.read(written, 1);
    digest.putUnencodedChars(written).putChar(' ');
  }

  private static BigDecimal number(Json number) {
    return switch (number) {
      case Json.Dec(double decimal) -> new BigDecimal(decimal).stripTrailingZeros();
      case Json.Int(long whole) -> BigDecimal.valueOf(whole).stripTrailingZeros();
      default -> throw new IllegalArgumentException("no number: " + number);
    };
  }
}
