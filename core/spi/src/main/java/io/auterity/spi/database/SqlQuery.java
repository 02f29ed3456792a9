package io.auterity.spi.database;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code database.query.run}. */
public record SqlQuery(
    @Description("One query; values stand as ? or :name") @TextForm(least = 1, most = 100_000)
        String sql,
    @Description("Values: a list for ?, an object for :name; exact decimals as texts")
        @Nullable Json parameters,
    @Description("Most rows, 1 to 10000; 100 when absent") @Range(least = 1, most = 10_000)
        @Nullable Integer limit) {
  public SqlQuery {
    Objects.requireNonNull(sql);
  }
}
