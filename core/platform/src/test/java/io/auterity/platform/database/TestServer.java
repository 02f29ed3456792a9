package io.auterity.platform.database;

import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The one PostgreSQL of a test JVM, not durable. Programs and a fresh cluster are kept in the
 * temporary directory, so that only the first JVM ever waits for them; the migrations of this class
 * path run once per JVM, and each database is a copy of the result.
 */
final class TestServer {

  static final Path CACHE =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "auterity-test-" + System.getProperty("user.name", "unknown"));

  private static final String TEMPLATE = "migrated";
  private static final String RUN = "run-";

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
  Endpoints create() {
    String name = "test_" + databases.incrementAndGet();
    execute(postgres.administrator("postgres"), copyOf(TEMPLATE, name));
    return postgres.endpoints(name);
  }

  void drop(Endpoints endpoints) {
    execute(
        postgres.administrator("postgres"), "drop database " + name(endpoints) + " with (force)");
  }

  /** The administrator at one database. */
  Endpoint administrator(Endpoints endpoints) {
    return postgres.administrator(name(endpoints));
  }

  private static String name(Endpoints endpoints) {
    String url = endpoints.app().url();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static String copyOf(String template, String name) {
    return "create database %s template %s owner auterity_owner".formatted(name, template);
  }

  private static void execute(Endpoint endpoint, String sql) {
    try (Connection connection = endpoint.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static PostgresSettings settings() {
    return PostgresSettings.product()
        .withBinaries(CACHE)
        .with("fsync", "off")
        .with("synchronous_commit", "off")
        .with("full_page_writes", "off")
        .with("shared_buffers", "64MB")
        .with("max_connections", "150");
  }

  private static TestServer start() {
    try {
      Files.createDirectories(CACHE);
      discardEndedRuns();
      Path run = CACHE.resolve(RUN + ProcessHandle.current().pid());
      copy(cluster(), run);
      EmbeddedPostgres postgres = EmbeddedPostgres.start(run, settings());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, run)));
      execute(postgres.administrator("postgres"), copyOf("auterity", TEMPLATE));
      Migrations.run(postgres.endpoints(TEMPLATE).owner());
      return new TestServer(postgres);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(EmbeddedPostgres postgres, Path run) {
    postgres.close();
    delete(run);
  }

  /** A cluster that was never used; made by the first JVM. */
  private static Path cluster() throws IOException {
    Path kept = CACHE.resolve("cluster-" + clusterVersion());
    if (!Files.exists(kept)) {
      Path fresh = Files.createTempDirectory(CACHE, RUN + ProcessHandle.current().pid() + "-");
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(CACHE));
      EmbeddedPostgres.start(fresh, settings()).close();
      keep(fresh, kept);
    }
    return kept;
  }

  private static void keep(Path fresh, Path kept) throws IOException {
    try {
      Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(kept)) {
        throw e;
      }
    }
  }

  /** Changes when what makes a fresh cluster changes. */
  private static String clusterVersion() throws IOException {
    try (var in = TestServer.class.getResourceAsStream("/db/roles.sql")) {
      return Integer.toHexString(java.util.Arrays.hashCode(in.readAllBytes()));
    }
  }

  private static void discardEndedRuns() throws IOException {
    try (Stream<Path> entries = Files.list(CACHE)) {
      entries.filter(TestServer::hasEnded).forEach(TestServer::delete);
    }
  }

  private static boolean hasEnded(Path path) {
    String name = path.getFileName().toString();
    if (!name.startsWith(RUN)) {
      return false;
    }
    long pid = Long.parseLong(name.substring(RUN.length()).replaceFirst("-.*", ""));
    return ProcessHandle.of(pid).isEmpty();
  }

  private static void copy(Path source, Path target) {
    run("cp", "-a", source.toString(), target.toString());
  }

  private static void delete(Path path) {
    run("rm", "-rf", path.toString());
  }

  private static void run(String... words) {
    try {
      int code = new ProcessBuilder(words).inheritIO().start().onExit().join().exitValue();
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", words) + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
