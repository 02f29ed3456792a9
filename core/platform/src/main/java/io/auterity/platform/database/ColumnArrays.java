package io.auterity.platform.database;

import io.auterity.platform.time.Micros;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows turned into one array per column, as {@code unnest} takes them in one statement. */
public final class ColumnArrays {

  private final int rows;
  private final List<Object> arrays = new ArrayList<>();
  private int row = -1;
  private int column;

  public ColumnArrays(int rows) {
    this.rows = rows;
  }

  /** Begins the next row; its values follow in the order of the columns. */
  public ColumnArrays row() {
    row++;
    column = 0;
    return this;
  }

  public ColumnArrays add(boolean value) {
    array(boolean[]::new)[row] = value;
    return this;
  }

  public ColumnArrays add(int value) {
    array(int[]::new)[row] = value;
    return this;
  }

  public ColumnArrays add(long value) {
    array(long[]::new)[row] = value;
    return this;
  }

  public ColumnArrays add(@Nullable String value) {
    return add(String[]::new, value);
  }

  public ColumnArrays add(@Nullable UUID value) {
    return add(UUID[]::new, value);
  }

  public ColumnArrays add(byte @Nullable [] value) {
    return add(byte[][]::new, value);
  }

  public ColumnArrays add(LocalDate value) {
    array(LocalDate[]::new)[row] = value;
    return this;
  }

  /** Microseconds since 1970. */
  public ColumnArrays add(@Nullable Instant value) {
    return add(Long[]::new, value == null ? null : Micros.of(value));
  }

  private <V> ColumnArrays add(IntFunction<V[]> make, @Nullable V value) {
    V[] values = array(make);
    if (value != null) {
      values[row] = value;
    }
    return this;
  }

  @SuppressWarnings("unchecked") // Each column gets values of one type, row by row.
  private <A> A array(IntFunction<A> make) {
    if (arrays.size() == column) {
      arrays.add(make.apply(rows));
    }
    return (A) arrays.get(column++);
  }

  /** How many columns the rows have. */
  public int columns() {
    return arrays.size();
  }

  /** Sets the first parameters of a statement, one for each column. */
  public void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < arrays.size(); i++) {
      statement.setObject(i + 1, parameter(statement.getConnection(), arrays.get(i)));
    }
  }

  // The driver knows the arrays of other types by itself.
  private static Object parameter(Connection connection, Object array) throws SQLException {
    return switch (array) {
      case UUID[] ids -> connection.createArrayOf("uuid", ids);
      case LocalDate[] days -> connection.createArrayOf("date", days);
      default -> array;
    };
  }
}
