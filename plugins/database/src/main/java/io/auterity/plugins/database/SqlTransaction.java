package io.auterity.plugins.database;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.database.SqlChange;
import io.auterity.spi.database.SqlIsolation;
import io.auterity.spi.database.SqlRows;
import io.auterity.toolkit.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that writes. Where it fails, the failure says what the database says of its
 * undoing: a table without transactions keeps what was written there.
 */
record SqlTransaction(Connection connection, SqlDialect dialect, Call call) {

  private static final int MOST_KEYS = 1_000;
  private static final Set<String> OF_TABLES = Set.of("create", "alter", "drop", "truncate");

  /** A statement with its values, checked. */
  record Checked(SqlText text, SqlParameters values) {}

  /**
   * What each statement has changed, once all are committed.
   *
   * @throws CallFailedException {@code invalid} for several statements on a table without
   *     transactions, before any runs
   */
  List<SqlChange> run(List<Checked> statements, @Nullable SqlIsolation isolation)
      throws SQLException {
    if (isolation != null) {
      connection.setTransactionIsolation(level(isolation));
    }
    dialect.beginWriting(connection, call.remaining());
    TableTransactions tables = tables(statements);
    List<SqlChange> changes = new ArrayList<>();
    for (Checked each : statements) {
      try {
        changes.add(changed(each));
      } catch (SQLException e) {
        throw SqlFailures.of(e, applied(each.text(), tables, e));
      }
    }
    try {
      connection.commit();
    } catch (SQLException e) {
      throw SqlFailures.of(e, SqlFailures.broke(e) ? Applied.UNKNOWN : Applied.NO);
    }
    return changes;
  }

  private TableTransactions tables(List<Checked> statements) throws SQLException {
    Set<TableName> names = new LinkedHashSet<>();
    statements.forEach(each -> names.addAll(each.text().tables()));
    TableTransactions tables = dialect.transactions(connection, names);
    if (statements.size() > 1 && !tables.without().isEmpty()) {
      throw Refusal.of(
          FailureCode.INVALID,
          "statements",
          "a batch happens as a whole or not at all, and of its tables these have no transactions: %s; use database.statement.run for each statement"
              .formatted(String.join(", ", tables.without())));
    }
    return tables;
  }

  private SqlChange changed(Checked each) throws SQLException {
    RowMemory memory = new RowMemory(call);
    return dialect.carryOut(
        connection,
        each.values(),
        call,
        values -> {
          memory.begin();
          try (PreparedStatement statement =
              dialect.prepareWriting(connection, each.text().text())) {
            JdbcDatabase.bound(statement, call);
            dialect.fitted(statement, values).set(statement, dialect);
            SqlChange change = change(statement, statement.execute(), memory);
            return new SqlDialect.Attempted<>(change, statement.getWarnings());
          }
        });
  }

  private SqlChange change(PreparedStatement statement, boolean rows, RowMemory memory)
      throws SQLException {
    if (rows) {
      SqlRows returned = JdbcDatabase.rows(statement, MOST_KEYS, dialect, memory);
      return new SqlChange(returned.rows().size(), returned.rows());
    }
    long count = Math.max(0, statement.getLargeUpdateCount());
    try (ResultSet keys = statement.getGeneratedKeys()) {
      return new SqlChange(
          count,
          keys == null ? List.of() : RowReader.read(keys, MOST_KEYS, dialect, memory).rows());
    }
  }

  // A connection that broke ends its transaction without a commit; what changes tables may need
  // none.
  private Applied applied(SqlText failed, TableTransactions tables, SQLException error) {
    if (SqlFailures.broke(error)) {
      boolean ofRows = !OF_TABLES.contains(failed.verb());
      return ofRows && tables.everywhere() ? Applied.NO : Applied.UNKNOWN;
    }
    try {
      return dialect.undone(connection, failed) ? Applied.NO : Applied.UNKNOWN;
    } catch (SQLException e) {
      return Applied.UNKNOWN; // The error of the statement is told: it came first.
    }
  }

  private static int level(SqlIsolation isolation) {
    return switch (isolation) {
      case READ_COMMITTED -> Connection.TRANSACTION_READ_COMMITTED;
      case REPEATABLE_READ -> Connection.TRANSACTION_REPEATABLE_READ;
      case SERIALIZABLE -> Connection.TRANSACTION_SERIALIZABLE;
    };
  }
}
