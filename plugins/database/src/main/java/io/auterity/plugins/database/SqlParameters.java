package io.auterity.plugins.database;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values of a statement, in the order in which they stand there. A list or an object is sent as its
 * JSON text.
 *
 * @param alike for each value a number that it shares with those of its column or list
 */
record SqlParameters(List<Json> values, List<Integer> alike) {

  SqlParameters {
    values = List.copyOf(values);
    alike = List.copyOf(alike);
  }

  /**
   * The values that a statement wants.
   *
   * @throws CallFailedException {@code invalid}, naming the field {@code parameters}
   */
  static SqlParameters of(SqlText text, @Nullable Json given) {
    return switch (given) {
      case null -> listed(text, List.of());
      case Json.Arr(List<Json> items) -> listed(text, items);
      case Json.Obj(Map<String, Json> fields) -> named(text, fields);
      default -> throw refused("must be a list for ? or an object for :name");
    };
  }

  private static SqlParameters listed(SqlText text, List<Json> items) {
    if (items.size() != text.values()) {
      throw refused(
          "must be %d values, as many as the statement has ?, not %d"
              .formatted(text.values(), items.size()));
    }
    return new SqlParameters(items, text.alike());
  }

  private static SqlParameters named(SqlText text, Map<String, Json> fields) {
    if (text.names().size() != text.values()) {
      throw refused("must be a list where the statement has ?");
    }
    List<Json> values = new ArrayList<>();
    for (String name : text.names()) {
      Json value = fields.get(name);
      if (value == null) {
        throw refused("must have the value of :" + name);
      }
      values.add(value);
    }
    Set<String> more = new HashSet<>(fields.keySet());
    text.names().forEach(more::remove);
    if (!more.isEmpty()) {
      throw refused("has %s, which the statement does not name".formatted(more.iterator().next()));
    }
    return new SqlParameters(values, text.alike());
  }

  /** The same with other values in their places. */
  SqlParameters withValues(List<Json> others) {
    return new SqlParameters(others, alike);
  }

  /** The texts among them that are moments of RFC 3339. */
  List<String> moments() {
    return values.stream()
        .flatMap(value -> value instanceof Json.Str(String text) ? Stream.of(text) : Stream.of())
        .filter(text -> Moments.rfc3339(text).isPresent())
        .toList();
  }

  /** Those of the moments that are not in UTC. */
  Set<String> shiftedMoments() {
    return moments().stream()
        .filter(
            text ->
                Moments.rfc3339(text)
                    .filter(moment -> !moment.getOffset().equals(ZoneOffset.UTC))
                    .isPresent())
        .collect(Collectors.toSet());
  }

  /** The same values, the moments among those of these numbers in UTC and without a zone. */
  SqlParameters inUtc(Set<Integer> numbers) {
    Set<String> moments = new HashSet<>(moments());
    List<Json> turned = new ArrayList<>(values);
    for (int at = 0; at < turned.size(); at++) {
      if (numbers.contains(alike.get(at))) {
        turned.set(at, inUtc(turned.get(at), moments));
      }
    }
    return withValues(turned);
  }

  /** A value, in UTC and without a zone where it is one of these moments. */
  static Json inUtc(Json value, Set<String> moments) {
    return value instanceof Json.Str(String text) && moments.contains(text)
        ? Moments.rfc3339(text).map(moment -> Json.of(Moments.utc(moment))).orElse(value)
        : value;
  }

  void set(PreparedStatement statement, SqlDialect dialect) throws SQLException {
    for (int at = 0; at < values.size(); at++) {
      set(statement, at + 1, values.get(at), dialect);
    }
  }

  private static void set(PreparedStatement statement, int at, Json value, SqlDialect dialect)
      throws SQLException {
    switch (value) {
      case Json.Null ignored -> statement.setNull(at, Types.NULL);
      case Json.Bool(boolean truth) -> statement.setBoolean(at, truth);
      case Json.Int(long number) -> statement.setLong(at, number);
      case Json.Dec(double number) -> set(statement, at, number, dialect);
      case Json.Str(String text) -> statement.setString(at, text);
      default -> statement.setString(at, value.toString());
    }
  }

  private static void set(PreparedStatement statement, int at, double number, SqlDialect dialect)
      throws SQLException {
    BigDecimal exact = BigDecimal.valueOf(number);
    if (dialect.holdsDecimal(exact)) {
      statement.setBigDecimal(at, exact);
    } else {
      statement.setDouble(at, number);
    }
  }

  private static CallFailedException refused(String rule) {
    return Refusal.invalid("parameters", rule);
  }
}
