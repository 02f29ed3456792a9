package io.auterity.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the database to the schema of this build: {@code db/migration}, in order. */
public final class Migrations {

  private static final String HISTORY =
      """
      select version, description, checksum, success from flyway_schema_history
      where version is not null order by installed_rank
      """;
  private static final String ROLE = "select from pg_roles where rolname = ?";
  private static final ClassLoader LOADER = Migrations.class.getClassLoader();
  private static final String UNDEFINED_TABLE = "42P01";

  /** A migration that the database tells it has been through. */
  private record Applied(String version, String description, int checksum, boolean success) {

    @Override
    public String toString() {
      return version + " '" + description + "'";
    }
  }

  /**
   * Runs what is missing, as the owner of the tables. A database that has exactly this build's
   * migrations is left alone without starting Flyway, which takes longer than PostgreSQL itself.
   *
   * @throws DatabaseRefusedException when the schema is of a newer build or of another line of
   *     builds, or a migration fails
   */
  public static void run(DatabaseLogin owner) {
    List<Applied> history = history(owner);
    SortedMap<String, Integer> files = files();
    if (isCurrent(history, files)) {
      return;
    }
    requireSameLine(history, files);
    requireRoles(owner);
    try {
      flyway(owner).migrate();
    } catch (FlywayException e) {
      throw new DatabaseRefusedException("Cannot migrate the database: " + e.getMessage(), e);
    }
  }

  /**
   * Lets only a database pass that has exactly this build's migrations; it is not changed.
   *
   * @throws DatabaseRefusedException when it has others
   */
  public static void requireCurrent(DatabaseLogin owner) {
    List<Applied> history = history(owner);
    SortedMap<String, Integer> files = files();
    if (!isCurrent(history, files)) {
      requireSameLine(history, files);
      throw new DatabaseRefusedException(
          "The database has not the schema of this version yet: start the server of this version whose engine is enabled first, which brings it there.");
    }
  }

  static boolean isCurrent(DatabaseLogin owner) {
    return isCurrent(history(owner), files());
  }

  private static boolean isCurrent(List<Applied> history, SortedMap<String, Integer> files) {
    SortedMap<String, Integer> applied = new TreeMap<>();
    history.forEach(migration -> applied.put(migration.version(), migration.checksum()));
    return applied.equals(files) && history.stream().allMatch(Applied::success);
  }

  /** Empty for a database that was never migrated. */
  private static List<Applied> history(DatabaseLogin owner) {
    try (Connection connection = owner.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(HISTORY)) {
      List<Applied> history = new ArrayList<>();
      while (rows.next()) {
        history.add(
            new Applied(
                rows.getString("version"),
                rows.getString("description"),
                rows.getInt("checksum"),
                rows.getBoolean("success")));
      }
      return history;
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        return List.of();
      }
      throw new DatabaseRefusedException(
          "Cannot reach the database as " + owner + ": " + e.getMessage(), e);
    }
  }

  private static SortedMap<String, Integer> files() {
    try {
      return MigrationFiles.of(LOADER).checksums();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Other tables under a number of ours come first: to them a missing number says nothing. */
  private static void requireSameLine(List<Applied> history, SortedMap<String, Integer> files) {
    for (Applied migration : history) {
      Integer ours = files.get(migration.version());
      if (ours != null && ours != migration.checksum()) {
        throw new DatabaseRefusedException(
            "The database was made by another build (its migration %s is not the one of this build), for example one from before the first version, and cannot be brought to this one: start the build that made it, or begin with an empty database (another AUTERITY_DATA)."
                .formatted(migration));
      }
    }
    for (Applied migration : history) {
      if (!files.containsKey(migration.version())) {
        throw new DatabaseRefusedException(
            "The database was written by a newer version (it has migration %s): start that version, or restore a backup of before."
                .formatted(migration));
      }
    }
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
