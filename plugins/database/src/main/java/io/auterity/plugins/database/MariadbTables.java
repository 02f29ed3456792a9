package io.auterity.plugins.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which tables of MariaDB and MySQL have transactions: their engine decides. */
final class MariadbTables {

  private static final String ENGINE =
      "select t.engine, e.transactions from information_schema.tables t"
          + " left join information_schema.engines e on e.engine = t.engine"
          + " where t.table_schema = coalesce(?, database()) and t.table_name = ?";

  /** ER_WARNING_NOT_COMPLETE_ROLLBACK. */
  private static final int NOT_UNDONE = 1196;

  private MariadbTables() {}

  static TableTransactions transactions(Connection connection, Collection<TableName> tables)
      throws SQLException {
    List<String> without = new ArrayList<>();
    boolean known = true;
    try (PreparedStatement statement = connection.prepareStatement(ENGINE)) {
      for (TableName table : tables) {
        statement.setString(1, table.schema());
        statement.setString(2, table.name());
        try (ResultSet result = statement.executeQuery()) {
          String has = result.next() ? result.getString(2) : null;
          known = known && has != null;
          if ("NO".equals(has)) {
            without.add("%s (%s)".formatted(table, result.getString(1)));
          }
        }
      }
    }
    return new TableTransactions(without, known);
  }

  /** Rolls back, and says whether the server could undo all that had been written. */
  static boolean undone(Connection connection, String rollback) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(rollback);
      for (SQLWarning said = statement.getWarnings(); said != null; said = said.getNextWarning()) {
        if (said.getErrorCode() == NOT_UNDONE) {
          return false;
        }
      }
      return true;
    }
  }
}
