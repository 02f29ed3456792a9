package io.auterity.spi.database;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code database.table.get}. */
public record WhichTable(@Description("The table, e.g. public.orders") Ref table) {
  public WhichTable {
    Objects.requireNonNull(table);
  }
}
