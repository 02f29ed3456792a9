package io.auterity.plugins.database;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.database.SqlColumn;
import io.auterity.spi.database.SqlRows;
import io.auterity.spi.database.SqlType;
import io.auterity.toolkit.PieceMemory;
import io.auterity.toolkit.Refusal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads results: every value as exact as the database has it, within a bound of rows and bytes. */
final class RowReader {

  /** Characters of a result, so that it has 16 MiB. */
  private static final long MOST = 16L * 1024 * 1024;

  // A letter in a text, and once more in the answer that is written.
  private static final int LETTER = 3;

  private static final Set<SqlType> OF_DATES =
      Set.of(SqlType.DATE, SqlType.TIMESTAMP, SqlType.INSTANT);

  private final ResultSet result;
  private final List<SqlColumn> columns;
  private final SqlDialect dialect;
  private final RowMemory memory;
  private long size;

  private RowReader(ResultSet result, SqlDialect dialect, RowMemory memory) throws SQLException {
    this.result = result;
    this.columns = columns(result.getMetaData(), dialect);
    this.dialect = dialect;
    this.memory = memory;
  }

  /**
   * The rows of a result.
   *
   * @param memory that they take
   * @throws CallFailedException {@code too_large} when not even the first row fits, {@code
   *     saturated} when there is no memory for them
   */
  static SqlRows read(ResultSet result, int limit, SqlDialect dialect, RowMemory memory)
      throws SQLException {
    return new RowReader(result, dialect, memory).rows(limit);
  }

  private static List<SqlColumn> columns(ResultSetMetaData of, SqlDialect dialect)
      throws SQLException {
    List<SqlColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int at = 1; at <= of.getColumnCount(); at++) {
      String label = of.getColumnLabel(at);
      String name = label;
      for (int number = 2; !names.add(name); number++) {
        name = label + "_" + number;
      }
      SqlType type =
          dialect.type(
              of.getColumnType(at), of.getColumnTypeName(at), of.isSigned(at), of.getPrecision(at));
      columns.add(new SqlColumn(name, type));
    }
    return columns;
  }

  private SqlRows rows(int limit) throws SQLException {
    List<Json.Obj> rows = new ArrayList<>();
    while (result.next()) {
      if (rows.size() == limit) {
        return new SqlRows(columns, rows, true);
      }
      Json.Obj row = row();
      if (size > MOST) {
        if (rows.isEmpty()) {
          throw new CallFailedException(
              FailureCode.TOO_LARGE, "the first row has more than 16 MiB: name fewer columns");
        }
        return new SqlRows(columns, rows, true);
      }
      rows.add(row);
    }
    return new SqlRows(columns, rows, false);
  }

  private Json.Obj row() throws SQLException {
    Map<String, Json> row = new LinkedHashMap<>();
    long before = size;
    for (int at = 0; at < columns.size(); at++) {
      SqlColumn column = columns.get(at);
      Json value = value(column.type(), at + 1);
      size += column.name().length() + (value instanceof Json.Str(String text) ? text.length() : 8);
      row.put(column.name(), value);
    }
    memory.add(LETTER * (size - before) + (long) PieceMemory.VALUE * (columns.size() + 1));
    return new Json.Obj(row);
  }

  private Json value(SqlType type, int at) throws SQLException {
    String text = text(type, at);
    if (text == null) {
      return Json.NULL;
    }
    return switch (type) {
      case BOOL -> Json.of(result.getBoolean(at));
      case INT32 -> Json.of(Long.parseLong(text));
      case FLOAT64 -> floating(text);
      case TIME -> Json.of(Moments.time(text));
      case TIMESTAMP -> Json.of(Moments.dateTime(text));
      case INSTANT -> Json.of(Moments.moment(text));
      default -> Json.of(text);
    };
  }

  private @Nullable String text(SqlType type, int at) throws SQLException {
    try {
      return switch (type) {
        case INT32, INT64 -> dialect.digits(result, at);
        case BYTES -> base64(result.getBytes(at));
        default -> result.getString(at);
      };
    } catch (DateTimeException e) {
      throw noDate(at);
    } catch (SQLDataException e) {
      if (OF_DATES.contains(type)) {
        throw noDate(at);
      }
      throw e;
    }
  }

  private CallFailedException noDate(int at) {
    return Refusal.of(
        FailureCode.INVALID,
        "sql",
        "column %s has a date that no calendar has, such as 2026-00-00: ask for it as a text, by cast(… as char)"
            .formatted(columns.get(at - 1).name()));
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  private static Json floating(String text) {
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? Json.of(value) : Json.of(text);
  }
}
