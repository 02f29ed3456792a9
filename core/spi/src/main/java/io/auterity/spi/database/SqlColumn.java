package io.auterity.spi.database;

import io.auterity.spi.Description;
import java.util.Objects;

/** A column of a result. */
public record SqlColumn(
    @Description("Name, with a number behind it where another column has the same") String name,
    @Description("Type of its values, any of which may be null") SqlType type) {
  public SqlColumn {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }
}
