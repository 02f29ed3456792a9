package io.auterity.platform.database.embedded;

import io.auterity.platform.database.DatabaseLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** Durable databases for the tests of the supervisor, each in a directory of its own. */
final class Clusters {

  private Clusters() {}

  /** The product's settings, with less memory and the programs of all tests. */
  static PostgresSettings settings() {
    return PostgresSettings.product()
        .withBinaries(FreshCluster.cache())
        .with("shared_buffers", "32MB");
  }

  /** Starts a database, lets the test use it, and stops it. */
  static void run(Path directory, Consumer<EmbeddedPostgres> test) {
    run(directory, settings(), test);
  }

  /** As {@link #run}, without waiting for the disk: for tests that cut no power. */
  static void runFast(Path directory, Consumer<EmbeddedPostgres> test) {
    run(directory, settings().with("fsync", "off"), test);
  }

  private static void run(
      Path directory, PostgresSettings settings, Consumer<EmbeddedPostgres> test) {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, settings)) {
      test.accept(postgres);
    }
  }

  static void execute(DatabaseLogin endpoint, String sql) {
    try (Connection connection = endpoint.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static String ask(DatabaseLogin endpoint, String sql) {
    try (Connection connection = endpoint.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A directory that PostgreSQL's user can reach, whoever runs the tests. */
  static Path open(Path directory) {
    try {
      Files.setPosixFilePermissions(directory, Layout.OPEN);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
