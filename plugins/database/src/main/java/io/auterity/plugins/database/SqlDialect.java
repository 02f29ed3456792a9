package io.auterity.plugins.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

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
