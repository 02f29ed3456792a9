package io.auterity.workflow.store;

import io.auterity.workflow.journal.Bytes;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.Micros;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows turned into one array per column, so that one statement takes them all. */
final class Columns {

  private final int rows;
  private final List<Object> arrays = new ArrayList<>();
  private int row = -1;
  private int column;

  Columns(int rows) {
    this.rows = rows;
  }

  /** Begins the next row; its values follow in the order of the columns. */
  Columns row() {
    row++;
    column = 0;
    return this;
  }

  Columns add(int value) {
    array(int[]::new)[row] = value;
    return this;
  }

  Columns add(String value) {
    array(String[]::new)[row] = value;
    return this;
  }

  Columns add(UUID value) {
    array(UUID[]::new)[row] = value;
    return this;
  }

  Columns add(Digest value) {
    array(byte[][]::new)[row] = value.bytes();
    return this;
  }

  Columns add(@Nullable Bytes value) {
    byte[][] values = array(byte[][]::new);
    if (value != null) {
      values[row] = value.array();
    }
    return this;
  }

  /** Microseconds since 1970. */
  Columns add(@Nullable Instant value) {
    Long[] values = array(Long[]::new);
    if (value != null) {
      values[row] = Micros.of(value);
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

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < arrays.size(); i++) {
      if (arrays.get(i) instanceof UUID[] ids) {
        statement.setArray(i + 1, statement.getConnection().createArrayOf("uuid", ids));
      } else {
        statement.setObject(i + 1, arrays.get(i));
      }
    }
  }
}
