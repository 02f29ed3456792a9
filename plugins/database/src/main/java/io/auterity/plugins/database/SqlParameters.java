package io.auterity.plugins.database;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of a statement, in the order in which they stand there. A list or an object is sent as its
 * JSON text.
 */
record SqlParameters(List<Json> values) {

  SqlParameters {
    values = List.copyOf(values);
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
    return new SqlParameters(items);
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
    return new SqlParameters(values);
  }

  void set(PreparedStatement statement) throws SQLException {
    for (int at = 0; at < values.size(); at++) {
      set(statement, at + 1, values.get(at));
    }
  }

  private static void set(PreparedStatement statement, int at, Json value) throws SQLException {
    switch (value) {
      case Json.Null ignored -> statement.setNull(at, Types.NULL);
      case Json.Bool(boolean truth) -> statement.setBoolean(at, truth);
      case Json.Int(long number) -> statement.setLong(at, number);
      case Json.Dec(double number) -> statement.setBigDecimal(at, BigDecimal.valueOf(number));
      case Json.Str(String text) -> statement.setString(at, text);
      default -> statement.setString(at, value.toString());
    }
  }

  private static CallFailedException refused(String rule) {
    return Refusal.invalid("parameters", rule);
  }
}
