package io.auterity.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Changes rows as the product never does: as their owner, past row-level security. */
public final class Tampering {

  private Tampering() {}

  /** Runs one statement on a table. */
  public static void with(DatabaseLogin owner, String table, String change) {
    try (Connection connection = owner.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          begin;
          alter table %1$s no force row level security;
          %2$s;
          alter table %1$s force row level security;
          commit
          """
              .formatted(table, change));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
