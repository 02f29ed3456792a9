package io.auterity.platform.database.embedded;

import io.auterity.platform.database.DatabaseLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The copy of a data directory under a running server: PostgreSQL is told of its begin and end, and
 * the write-ahead log between the two makes the copied files agree. A temporary replication slot
 * keeps that log from being recycled; it ends with the connection.
 */
final class OnlineCopy implements AutoCloseable {

  private static final String RESERVE =
      "select pg_create_physical_replication_slot('auterity_backup', true, true)";
  private static final String BEGIN =
      "select pg_walfile_name(pg_backup_start('auterity', fast => true))";
  private static final String END =
      "select pg_walfile_name(lsn), labelfile, spcmapfile from pg_backup_stop(wait_for_archive => false)";

  private final Connection connection;
  private final Path source;
  private final Path target;
  private final Backup.Progress progress;
  private final String firstLog;
  private String lastLog = "";
  private long copied;

  private OnlineCopy(
      Connection connection, Path source, Path target, Backup.Progress progress, String firstLog) {
    this.connection = connection;
    this.source = source;
    this.target = target;
    this.progress = progress;
    this.firstLog = firstLog;
  }

  static OnlineCopy begin(
      DatabaseLogin administrator, Path source, Path target, Backup.Progress progress) {
    try {
      Connection connection = administrator.connect();
      try (Statement statement = connection.createStatement()) {
        statement.execute(RESERVE);
        return new OnlineCopy(connection, source, target, progress, ask(statement, BEGIN));
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Copies all files but the log; those that vanish meanwhile the log brings back or forgets. */
  void files() throws IOException {
    List<Path> files = DataFiles.of(source);
    long total = 0;
    for (Path file : files) {
      total += size(file);
    }
    for (Path file : files) {
      copy(file);
      progress.copied(copied, total);
    }
  }

  /**
   * Tells PostgreSQL that the copy is complete and keeps its label, from which a restore begins.
   */
  void end() throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(END)) {
      row.next();
      lastLog = row.getString(1);
      if (!row.getString(3).isBlank()) {
        throw new EmbeddedPostgresException(
            "The database has tablespaces outside its directory, which a backup cannot hold.");
      }
      Files.writeString(target.resolve("backup_label"), row.getString(2));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Copies the part of the log between begin and end. */
  void log() throws IOException {
    for (Path file : DataFiles.log(source, firstLog, lastLog)) {
      copy(file);
    }
  }

  private void copy(Path file) throws IOException {
    Path copy = target.resolve(source.relativize(file));
    try {
      if (Files.isDirectory(file)) {
        Files.createDirectories(copy);
        Files.setPosixFilePermissions(copy, Layout.PRIVATE);
      } else {
        Files.copy(file, copy);
        copied += Files.size(copy);
      }
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(copy);
    }
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.isDirectory(file) ? 0 : Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static String ask(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static EmbeddedPostgresException failed(SQLException cause) {
    return new EmbeddedPostgresException("The backup failed: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
