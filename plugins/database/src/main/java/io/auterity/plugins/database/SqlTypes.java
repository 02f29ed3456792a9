package io.auterity.plugins.database;

import io.auterity.spi.database.SqlType;
import java.sql.Types;
import java.util.Locale;
import java.util.Set;

/** The type of a column by what its driver says of it. */
final class SqlTypes {

  private static final Set<String> JSON = Set.of("json", "jsonb");
  private static final Set<String> ZONED = Set.of("timestamptz", "datetimeoffset");

  private SqlTypes() {}

  static SqlType of(int jdbc, String name, boolean signed) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (JSON.contains(lower)) {
      return SqlType.JSON;
    }
    if (ZONED.contains(lower)) {
      return SqlType.INSTANT;
    }
    return switch (jdbc) {
      case Types.BOOLEAN, Types.BIT -> SqlType.BOOL;
      case Types.TINYINT, Types.SMALLINT -> SqlType.INT32;
      case Types.INTEGER -> signed ? SqlType.INT32 : SqlType.INT64;
      case Types.BIGINT -> SqlType.INT64;
      case Types.NUMERIC, Types.DECIMAL -> SqlType.DECIMAL;
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> SqlType.FLOAT64;
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          SqlType.TEXT;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> SqlType.BYTES;
      case Types.DATE -> SqlType.DATE;
      case Types.TIME -> SqlType.TIME;
      case Types.TIMESTAMP -> SqlType.TIMESTAMP;
      case Types.TIMESTAMP_WITH_TIMEZONE -> SqlType.INSTANT;
      default -> SqlType.OTHER;
    };
  }
}
