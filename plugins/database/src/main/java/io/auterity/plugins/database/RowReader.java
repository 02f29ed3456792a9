package io.auterity.plugins.database;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.database.SqlColumn;
import io.auterity.spi.database.SqlRows;
import io.auterity.spi.database.SqlType;
import io.auterity.toolkit.PieceMemory;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
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

  private static final int LAST_YEAR = 9_999;

  // A letter in a text, and once more in the answer that is written.
  private static final int LETTER = 3;

  private final ResultSet result;
  private final List<SqlColumn> columns;
  private final Call call;
  private long size;

  private RowReader(ResultSet result, List<SqlColumn> columns, Call call) {
    this.result = result;
    this.columns = columns;
    this.call = call;
  }

  /**
   * The rows of a result.
   *
   * @param call that keeps them
   * @throws CallFailedException {@code too_large} when not even the first row fits, {@code
   *     saturated} when there is no memory for them
   */
  static SqlRows read(ResultSet result, int limit, Call call) throws SQLException {
    return new RowReader(result, columns(result.getMetaData()), call).rows(limit);
  }

  private static List<SqlColumn> columns(ResultSetMetaData of) throws SQLException {
    List<SqlColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int at = 1; at <= of.getColumnCount(); at++) {
      String label = of.getColumnLabel(at);
      String name = label;
      for (int number = 2; !names.add(name); number++) {
        name = label + "_" + number;
      }
      columns.add(
          new SqlColumn(
              name, SqlTypes.of(of.getColumnType(at), of.getColumnTypeName(at), of.isSigned(at))));
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
    call.reserve(LETTER * (size - before) + (long) PieceMemory.VALUE * (columns.size() + 1));
    return new Json.Obj(row);
  }

  private Json value(SqlType type, int at) throws SQLException {
    String text = type == SqlType.BYTES ? base64(result.getBytes(at)) : result.getString(at);
    if (text == null) {
      return Json.NULL;
    }
    return switch (type) {
      case BOOL -> Json.of(result.getBoolean(at));
      case INT32 -> Json.of(Long.parseLong(text));
      case FLOAT64 -> floating(text);
      case TIMESTAMP -> Json.of(text.replaceFirst(" ", "T"));
      case INSTANT -> Json.of(instant(text, at));
      default -> Json.of(text);
    };
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  private static Json floating(String text) {
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? Json.of(value) : Json.of(text);
  }

  private String instant(String text, int at) throws SQLException {
    OffsetDateTime moment = result.getObject(at, OffsetDateTime.class);
    return Math.abs(moment.getYear()) > LAST_YEAR ? text : moment.toInstant().toString();
  }
}
