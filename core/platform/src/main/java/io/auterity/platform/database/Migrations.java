package io.auterity.platform.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Brings the database to the schema of this build: {@code db/migration} of every module, in order.
 */
public final class Migrations {

  private static final String HISTORY =
      "select version, checksum, success from flyway_schema_history where version is not null";
  private static final String ROLE = "select from pg_roles where rolname = ?";
  private static final ClassLoader LOADER = Migrations.class.getClassLoader();
  private static final String UNDEFINED_TABLE = "42P01";

  private enum History {
    NONE,
    CURRENT,
    OTHER
  }

  private Migrations() {}

  /**
   * Runs what is missing, as the owner of the tables. A database that has exactly this build's
   * migrations is left alone without starting Flyway, which takes longer than PostgreSQL itself.
   *
   * @throws DatabaseRefusedException when the schema is of a newer build, or a migration fails
   */
  public static void run(DatabaseLogin owner) {
    History history = history(owner);
    if (history == History.CURRENT) {
      return;
    }
    Flyway flyway = flyway(owner);
    try {
      if (history != History.NONE) {
        newer(flyway).ifPresent(Migrations::refuse);
      }
      requireRoles(owner);
      flyway.migrate();
    } catch (FlywayException e) {
      throw new DatabaseRefusedException("Cannot migrate the database: " + e.getMessage(), e);
    }
  }

  static boolean isCurrent(DatabaseLogin owner) {
    return history(owner) == History.CURRENT;
  }

  private static History history(DatabaseLogin owner) {
    try (Connection connection = owner.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(HISTORY)) {
      SortedMap<String, Integer> applied = new TreeMap<>();
      while (rows.next()) {
        if (!rows.getBoolean("success")) {
          return History.OTHER;
        }
        applied.put(rows.getString("version"), rows.getInt("checksum"));
      }
      boolean current = applied.equals(MigrationFiles.of(LOADER).checksums());
      return current ? History.CURRENT : History.OTHER;
    } catch (SQLException | IOException e) {
      return none(owner, e);
    }
  }

  private static History none(DatabaseLogin owner, Exception cause) {
    if (cause instanceof SQLException sql && UNDEFINED_TABLE.equals(sql.getSQLState())) {
      return History.NONE;
    }
    throw new DatabaseRefusedException(
        "Cannot reach the database as " + owner + ": " + cause.getMessage(), cause);
  }

  private static void requireRoles(DatabaseLogin owner) {
    try (Connection connection = owner.connect();
        PreparedStatement statement = connection.prepareStatement(ROLE)) {
      for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.ENGINE)) {
        statement.setString(1, role.login());
        try (ResultSet found = statement.executeQuery()) {
          if (!found.next()) {
            throw new DatabaseRefusedException(
                "The database has no role %s: let its administrator create the roles first (docs/guide/operations.md)."
                    .formatted(role.login()));
          }
        }
      }
    } catch (SQLException e) {
      throw new DatabaseRefusedException(
          "Cannot look up the roles of the database: " + e.getMessage(), e);
    }
  }

  private static Optional<MigrationInfo> newer(Flyway flyway) {
    return Arrays.stream(flyway.info().applied())
        .filter(
            info ->
                info.getState() == MigrationState.FUTURE_SUCCESS
                    || info.getState() == MigrationState.FUTURE_FAILED)
        .findFirst();
  }

  private static void refuse(MigrationInfo info) {
    throw new DatabaseRefusedException(
        "The database was written by a newer version (it has migration %s '%s'): start that version, or restore a backup of before."
            .formatted(info.getVersion(), info.getDescription()));
  }

  private static Flyway flyway(DatabaseLogin owner) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(owner.url());
    source.setUser(owner.user());
    source.setPassword(owner.password());
    return Flyway.configure(LOADER)
        .dataSource(source)
        .loggers("slf4j")
        .locations("classpath:" + MigrationFiles.LOCATION)
        .placeholderReplacement(false)
        .validateMigrationNaming(true)
        .load();
  }
}
