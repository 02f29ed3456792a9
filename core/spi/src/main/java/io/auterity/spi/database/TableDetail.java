package io.auterity.spi.database;

import io.auterity.spi.Description;
import java.util.List;
import java.util.Objects;

/** A table or view with its columns. */
public record TableDetail(
    @Description("The table") DatabaseTable table,
    @Description("Columns in their order") List<TableColumn> columns) {
  public TableDetail {
    Objects.requireNonNull(table);
    columns = List.copyOf(columns);
  }

  /** A column of a table. */
  public record TableColumn(
      @Description("Name") String name,
      @Description("Type of its values") SqlType type,
      @Description("Type as the database calls it, e.g. numeric(12,2)") String declared,
      @Description("Whether it may be null") boolean nullable,
      @Description("Whether it is of the primary key") boolean key) {
    public TableColumn {
      Objects.requireNonNull(name);
      Objects.requireNonNull(type);
      Objects.requireNonNull(declared);
    }
  }
}
