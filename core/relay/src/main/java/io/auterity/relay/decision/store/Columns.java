package io.auterity.relay.decision.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many rows as one array per column, as {@code unnest} takes them. */
final class Columns<R> {

  private final Map<Function<R, @Nullable Object>, String> columns = new LinkedHashMap<>();

  /** Adds the next column with its type in PostgreSQL. */
  Columns<R> add(String type, Function<R, @Nullable Object> value) {
    columns.put(value, type);
    return this;
  }

  void bind(PreparedStatement statement, List<R> rows) throws SQLException {
    Connection connection = statement.getConnection();
    int position = 1;
    for (Map.Entry<Function<R, @Nullable Object>, String> column : columns.entrySet()) {
      statement.setArray(
          position++,
          connection.createArrayOf(
              column.getValue(), values(column.getValue(), column.getKey(), rows)));
    }
  }

  // The driver takes bytes only in an array of their own type.
  private @Nullable Object[] values(String type, Function<R, @Nullable Object> of, List<R> rows) {
    @Nullable Object[] values =
        type.equals("bytea") ? new byte[rows.size()][] : new @Nullable Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = of.apply(rows.get(i));
    }
    return values;
  }
}
