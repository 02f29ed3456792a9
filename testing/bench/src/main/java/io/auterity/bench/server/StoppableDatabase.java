package io.auterity.bench.server;

import io.auterity.bench.cpu.ProcessTime;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.DatabaseLogins;
import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A PostgreSQL with the product's settings that a server is told of as its own, and that is stopped
 * and started again under it.
 */
public final class StoppableDatabase implements AutoCloseable {

  private static final String NAME = "outage";

  private final Path folder;
  private EmbeddedPostgres postgres;

  private StoppableDatabase(Path folder, EmbeddedPostgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
  }

  /** One that runs, and has nothing in it. */
  public static StoppableDatabase start(Path folder) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, PostgresSettings.product());
    StoppableDatabase database = new StoppableDatabase(folder, postgres);
    DatabaseLogin administrator = postgres.administrator("postgres");
    execute(administrator, "drop database if exists " + NAME + " with (force)");
    execute(administrator, "create database " + NAME + " owner auterity_owner");
    return database;
  }

  /** What tells a server of it, by environment variable. */
  public Map<String, String> settings() {
    DatabaseLogins logins = postgres.logins(NAME);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("AUTERITY_DATABASE_URL", logins.app().url());
    add(settings, "OWNER", logins.owner());
    add(settings, "APP", logins.app());
    add(settings, "ENGINE", logins.engine());
    return settings;
  }

  private void add(Map<String, String> settings, String role, DatabaseLogin login) {
    Path file = folder.resolve(role + ".password");
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, login.password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.put("AUTERITY_DATABASE_%s_USER".formatted(role), login.user());
    settings.put("AUTERITY_DATABASE_%s_PASSWORDFILE".formatted(role), file.toString());
  }

  /** Ends it with all its connections. */
  public void stop() {
    postgres.close();
  }

  /**
   * Starts it again with what is in it.
   *
   * @throws VoidRunException when its port is another one's by now
   */
  public void startAgain() {
    int port = postgres.port();
    postgres = EmbeddedPostgres.start(folder, PostgresSettings.product());
    if (postgres.port() != port) {
      throw new VoidRunException("the port of the database was taken meanwhile");
    }
  }

  /**
   * Decisions that are written.
   *
   * @param succeeded of calls that succeeded
   * @param others of all other calls
   */
  public record Decisions(long succeeded, long others) {

    public Decisions since(Decisions before) {
      return new Decisions(succeeded - before.succeeded, others - before.others);
    }
  }

  /** Those that are written by now. */
  public Decisions decisions() {
    String sql =
        "select count(*) filter (where outcome = 'succeeded'), count(*) filter (where outcome <> 'succeeded') from decision";
    try (Connection connection = postgres.administrator(NAME).connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Decisions(row.getLong(1), row.getLong(2));
    } catch (SQLException e) {
      throw new VoidRunException("the decisions cannot be counted: " + e.getMessage());
    }
  }

  /**
   * What it has done.
   *
   * @param cpu that its processes have used
   * @param commits transactions
   * @param written bytes of its log
   */
  public record Work(Duration cpu, long commits, long written) {

    public Work since(Work before) {
      return new Work(cpu.minus(before.cpu), commits - before.commits, written - before.written);
    }
  }

  /** What it has done by now; commits are counted a second late. */
  public Work work() {
    String sql =
        """
        select xact_commit, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint
        from pg_stat_database where datname = current_database()
        """;
    Duration cpu = ProcessTime.ofTree(PinnedServer.database(ProcessHandle.current()));
    try (Connection connection = postgres.administrator(NAME).connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Work(cpu, row.getLong(1), row.getLong(2));
    } catch (SQLException e) {
      throw new VoidRunException("what was written cannot be read: " + e.getMessage());
    }
  }

  private static void execute(DatabaseLogin endpoint, String sql) {
    try (Connection connection = endpoint.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new VoidRunException("the database refuses: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    postgres.close();
  }
}
