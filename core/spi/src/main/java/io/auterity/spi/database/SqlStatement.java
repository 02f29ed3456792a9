package io.auterity.spi.database;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.TextForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code database.statement.run}, and one of a batch. */
public record SqlStatement(
    @Description("One statement; values stand as ? or :name") @TextForm(least = 1, most = 100_000)
        String sql,
    @Description("Values: a list for ?, an object for :name; exact decimals as texts")
        @Nullable Json parameters) {
  public SqlStatement {
    Objects.requireNonNull(sql);
  }
}
