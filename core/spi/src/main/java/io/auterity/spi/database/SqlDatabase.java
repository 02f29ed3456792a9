package io.auterity.spi.database;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/**
 * A relational database, asked in its own SQL. A call has one statement (a batch several), whose
 * values are parameters alone: {@code ?} with a list, or {@code :name} with an object.
 */
@Kind("database")
public interface SqlDatabase {

  @Operation(
      resource = "query",
      verb = "run",
      summary = "Run one SQL query in a read-only transaction",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default SqlRows runQuery(SqlQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "statement",
      verb = "run",
      summary = "Run one SQL statement that writes",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default SqlChange runStatement(SqlStatement statement, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "batch",
      verb = "run",
      summary = "Run SQL statements that write in one transaction, all or nothing",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default SqlChanges runBatch(SqlBatch batch, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "table",
      verb = "list",
      summary = "List tables and views",
      effect = Effect.NONE)
  default Page<DatabaseTable> listTables(TableQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "table",
      verb = "get",
      summary = "Read the columns of a table or view",
      effect = Effect.NONE)
  default TableDetail getTable(WhichTable input, Call call) {
    throw call.unsupported();
  }
}
