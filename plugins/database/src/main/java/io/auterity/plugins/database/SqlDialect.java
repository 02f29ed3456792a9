package io.auterity.plugins.database;

import io.auterity.spi.Call;
import io.auterity.spi.database.SqlType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between databases: the driver, the words of a transaction, the words of SQL. */
interface SqlDialect {

  /** The connector's id. */
  String id();

  /** Properties of the driver that configurations may set: none loads a class or reads a file. */
  Set<String> properties();

  /** Connects, to the address of the login alone. */
  Connection connect(SqlLogin login) throws SQLException;

  /** Begins a transaction that can only read and ends by itself after that time. */
  void beginReading(Connection connection, Duration most) throws SQLException;

  /** Begins a transaction that may write and ends by itself after that time. */
  void beginWriting(Connection connection, Duration most) throws SQLException;

  /** Prepares a statement that writes, so that it tells the keys it generates. */
  PreparedStatement prepareWriting(Connection connection, String sql) throws SQLException;

  /**
   * The type of a column by what the driver says of it.
   *
   * @param jdbc one of {@link java.sql.Types}
   * @param name the database's, as the driver writes it
   * @param size the column's, in what the type is measured in
   */
  default SqlType type(int jdbc, String name, boolean signed, int size) {
    return SqlTypes.of(jdbc, name, signed);
  }

  /** The digits of an integer; null for none. */
  default @Nullable String digits(ResultSet result, int at) throws SQLException {
    return result.getString(at);
  }

  /** Whether its decimals hold a number with all its digits. */
  default boolean holdsDecimal(BigDecimal number) {
    return true;
  }

  /** The values as a prepared statement wants them: moments in UTC where no zone is kept. */
  default SqlParameters fitted(PreparedStatement statement, SqlParameters values)
      throws SQLException {
    return values;
  }

  /**
   * Carries out a statement, and again, as long as the call has time, where the database has
   * misread values of it.
   */
  default <T> T carryOut(Connection connection, SqlParameters values, Call call, Attempt<T> attempt)
      throws SQLException {
    return attempt.with(values).result();
  }

  /** Runs a statement with values. */
  @FunctionalInterface
  interface Attempt<T> {
    Attempted<T> with(SqlParameters values) throws SQLException;
  }

  /**
   * What a statement has brought.
   *
   * @param said the first warning; null for none
   */
  record Attempted<T>(T result, @Nullable SQLWarning said) {}

  /** Which of the tables that statements name have transactions. */
  default TableTransactions transactions(Connection connection, Collection<TableName> tables)
      throws SQLException {
    return TableTransactions.EVERYWHERE;
  }

  /**
   * Rolls back what a statement failed in, and says whether nothing of it is left.
   *
   * @param failed the statement
   */
  default boolean undone(Connection connection, SqlText failed) throws SQLException {
    connection.rollback();
    return true;
  }

  /** How the dialect writes texts, names and comments. */
  SqlWords words();

  /** Whether a schema is the database's own. */
  boolean ownSchema(String schema);

  /** Whether its schemas are what JDBC calls catalogues. */
  boolean schemasAreCatalogues();
}
