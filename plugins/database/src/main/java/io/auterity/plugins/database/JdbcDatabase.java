package io.auterity.plugins.database;

import io.auterity.plugins.database.SqlTransaction.Checked;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Page;
import io.auterity.spi.database.DatabaseTable;
import io.auterity.spi.database.SqlBatch;
import io.auterity.spi.database.SqlChange;
import io.auterity.spi.database.SqlChanges;
import io.auterity.spi.database.SqlDatabase;
import io.auterity.spi.database.SqlIsolation;
import io.auterity.spi.database.SqlQuery;
import io.auterity.spi.database.SqlRows;
import io.auterity.spi.database.SqlStatement;
import io.auterity.spi.database.TableDetail;
import io.auterity.spi.database.TableQuery;
import io.auterity.spi.database.WhichTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A database behind its JDBC driver. A query is never committed; a write is at its end, before
 * which nothing of it has happened.
 *
 * @param provider its id, for references
 */
record JdbcDatabase(SqlConnections connections, String provider) implements SqlDatabase {

  private static final int USUAL = 100;
  private static final int FETCHED = 10;

  @Override
  public SqlRows runQuery(SqlQuery query, Call call) {
    SqlText text = StatementRules.query(query.sql(), query.parameters(), words());
    SqlParameters values = SqlParameters.of(text, query.parameters());
    int limit = Objects.requireNonNullElse(query.limit(), USUAL);
    return connections.reading(
        call,
        connection -> {
          SqlDialect dialect = connections.dialect();
          dialect.beginReading(connection, call.remaining());
          RowMemory memory = new RowMemory(call);
          try {
            return dialect.carryOut(
                connection,
                values,
                call,
                given -> {
                  memory.begin();
                  return asked(connection, text, given, limit, memory, call);
                });
          } catch (SQLException e) {
            throw SqlFailures.ofQuery(e, text.verb());
          }
        });
  }

  private SqlDialect.Attempted<SqlRows> asked(
      Connection connection,
      SqlText text,
      SqlParameters values,
      int limit,
      RowMemory memory,
      Call call)
      throws SQLException {
    SqlDialect dialect = connections.dialect();
    try (PreparedStatement statement = connection.prepareStatement(text.text())) {
      bound(statement, call);
      statement.setMaxRows(limit + 1);
      dialect.fitted(statement, values).set(statement, dialect);
      SqlRows rows =
          statement.execute()
              ? rows(statement, limit, dialect, memory)
              : new SqlRows(List.of(), List.of(), false);
      return new SqlDialect.Attempted<>(rows, statement.getWarnings());
    }
  }

  static SqlRows rows(PreparedStatement statement, int limit, SqlDialect dialect, RowMemory memory)
      throws SQLException {
    try (ResultSet result = statement.getResultSet()) {
      return RowReader.read(result, limit, dialect, memory);
    }
  }

  static void bound(PreparedStatement statement, Call call) throws SQLException {
    statement.setQueryTimeout(Math.clamp(call.remaining().toSeconds() + 1, 1, 3_600));
    statement.setFetchSize(FETCHED);
  }

  @Override
  public SqlChange runStatement(SqlStatement statement, Call call) {
    SqlText text = StatementRules.statement(statement.sql(), statement.parameters(), words());
    return written(
            List.of(new Checked(text, SqlParameters.of(text, statement.parameters()))), null, call)
        .getFirst();
  }

  @Override
  public SqlChanges runBatch(SqlBatch batch, Call call) {
    List<Checked> statements =
        IntStream.range(0, batch.statements().size())
            .mapToObj(at -> checked(batch.statements().get(at)))
            .toList();
    return new SqlChanges(written(statements, batch.isolation(), call));
  }

  private Checked checked(SqlStatement statement) {
    SqlText text = StatementRules.inBatch(statement.sql(), statement.parameters(), words());
    return new Checked(text, SqlParameters.of(text, statement.parameters()));
  }

  private List<SqlChange> written(
      List<Checked> statements, @Nullable SqlIsolation isolation, Call call) {
    return connections.writing(
        call,
        connection ->
            new SqlTransaction(connection, connections.dialect(), call).run(statements, isolation));
  }

  @Override
  public Page<DatabaseTable> listTables(TableQuery query, Call call) {
    return connections.reading(call, connection -> tables(connection).list(query));
  }

  @Override
  public TableDetail getTable(WhichTable input, Call call) {
    return connections.reading(call, connection -> tables(connection).get(input.table().id()));
  }

  private TableCatalogue tables(Connection connection) throws SQLException {
    return new TableCatalogue(connection.getMetaData(), connections.dialect(), provider);
  }

  /**
   * Whether the reader can log in.
   *
   * @throws CallFailedException saying why not
   */
  void check(Call call) {
    connections.reading(call, connection -> connection.isValid(1));
  }

  private SqlWords words() {
    return connections.dialect().words();
  }
}
