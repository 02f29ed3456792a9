package io.auterity.spi.database;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import java.util.List;

/** Rows that a query has found. */
public record SqlRows(
    @Description("Columns in their order") List<SqlColumn> columns,
    @Description("Rows, each by the names of the columns") List<Json.Obj> rows,
    @Description("Whether there are more rows than the limit, or than 16 MiB hold")
        boolean truncated) {
  public SqlRows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
