package io.auterity.platform.database;

import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.FreshCluster;
import io.auterity.platform.database.embedded.PostgresSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one PostgreSQL of a test JVM, not durable. The migrations of its class path run once, and
 * each database is a copy of the result.
 */
final class TestServer {

  private static final String TEMPLATE = "migrated";
  private static final TestServer INSTANCE = start();

  private final EmbeddedPostgres postgres;
  private final AtomicInteger databases = new AtomicInteger();

  private TestServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static TestServer instance() {
    return INSTANCE;
  }

  /** A new migrated database. */
  DatabaseLogins create() {
    String name = "test_" + databases.incrementAndGet();
    execute(postgres.administrator("postgres"), copyOf(TEMPLATE, name));
    return postgres.logins(name);
  }

  /** A new database that holds what a script makes. */
  DatabaseLogins load(String script) {
    String name = "test_" + databases.incrementAndGet();
    execute(postgres.administrator("postgres"), copyOf("auterity", name));
    execute(postgres.administrator(name), script);
    return postgres.logins(name);
  }

  void drop(DatabaseLogins logins) {
    execute(postgres.administrator("postgres"), "drop database " + name(logins) + " with (force)");
  }

  /** Lets one database take no connection, and ends those that it has. */
  void shut(DatabaseLogins logins) {
    allowConnections(logins, false);
    execute(
        postgres.administrator("postgres"),
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
            .formatted(name(logins)));
  }

  /** Ends {@link #shut}: a connection that is made from now on stays. */
  void reopen(DatabaseLogins logins) {
    allowConnections(logins, true);
  }

  private void allowConnections(DatabaseLogins logins, boolean allowed) {
    execute(
        postgres.administrator("postgres"),
        "alter database %s allow_connections %s".formatted(name(logins), allowed));
  }

  /** The administrator at one database. */
  DatabaseLogin administrator(DatabaseLogins logins) {
    return postgres.administrator(name(logins));
  }

  private static String name(DatabaseLogins logins) {
    String url = logins.app().url();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static String copyOf(String template, String name) {
    return "create database %s template %s strategy file_copy owner auterity_owner"
        .formatted(name, template);
  }

  private static void execute(DatabaseLogin endpoint, String sql) {
    try (Connection connection = endpoint.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestServer start() {
    Path run = FreshCluster.copyForThisJvm();
    EmbeddedPostgres postgres = EmbeddedPostgres.start(run, settings());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, run)));
    quicken(postgres);
    execute(postgres.administrator("postgres"), copyOf("auterity", TEMPLATE));
    Migrations.run(postgres.logins(TEMPLATE).owner());
    return new TestServer(postgres);
  }

  /** A login costs thousands of rounds of a hash, and every database of a test logs in often. */
  private static void quicken(EmbeddedPostgres postgres) {
    DatabaseLogins logins = postgres.logins();
    DatabaseLogin administrator = postgres.administrator("postgres");
    StringBuilder sql = new StringBuilder("set scram_iterations = 1");
    for (DatabaseLogin login :
        List.of(logins.owner(), logins.app(), logins.engine(), administrator)) {
      sql.append("; alter role %s password '%s'".formatted(login.user(), login.password()));
    }
    execute(administrator, sql.toString());
  }

  private static void end(EmbeddedPostgres postgres, Path run) {
    postgres.close();
    FreshCluster.delete(run);
  }

  private static PostgresSettings settings() {
    return PostgresSettings.product()
        .withBinaries(FreshCluster.cache())
        .with("fsync", "off")
        .with("synchronous_commit", "off")
        .with("full_page_writes", "off")
        .with("shared_buffers", "64MB")
        .with("max_connections", "150");
  }
}
