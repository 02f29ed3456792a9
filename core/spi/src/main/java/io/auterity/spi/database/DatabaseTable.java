package io.auterity.spi.database;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** A table or view. */
public record DatabaseTable(
    @Description("The table, e.g. public.orders") Ref ref,
    @Description("Schema; in MariaDB and MySQL the database") String schema,
    @Description("Name in its schema") String name,
    @Description("Whether it is a view") boolean view) {
  public DatabaseTable {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(schema);
    Objects.requireNonNull(name);
  }
}
