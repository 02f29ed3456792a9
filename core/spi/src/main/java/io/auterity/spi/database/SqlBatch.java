package io.auterity.spi.database;

import io.auterity.spi.Description;
import io.auterity.spi.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Input of {@code database.batch.run}. */
public record SqlBatch(
    @Description("Statements in their order") @Size(least = 1, most = 100)
        List<SqlStatement> statements,
    @Description("Isolation of the transaction; the database's usual when absent")
        @Nullable SqlIsolation isolation) {
  public SqlBatch {
    statements = List.copyOf(statements);
  }
}
