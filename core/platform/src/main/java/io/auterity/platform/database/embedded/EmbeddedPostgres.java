package io.auterity.platform.database.embedded;

import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.DatabaseLogins;
import io.auterity.platform.database.DatabaseRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of our own: started as a child on loopback, restarted when it dies, stopped with the
 * product. Its files stand in {@code <directory>/postgres-18}; as root it runs as another user, and
 * where that user cannot reach the directory the files stand below {@code /var/lib/auterity}.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private final Layout layout;
  private final ClusterLock lock;
  private final Passwords passwords;
  private final int port;
  private final Supervisor supervisor;

  private EmbeddedPostgres(
      Layout layout, ClusterLock lock, Passwords passwords, int port, Supervisor supervisor) {
    this.layout = layout;
    this.lock = lock;
    this.passwords = passwords;
    this.port = port;
    this.supervisor = supervisor;
  }

  /**
   * Starts the database of a directory, which is created when it is missing.
   *
   * @throws EmbeddedPostgresException with one sentence that says what is wrong and what to do
   */
  public static EmbeddedPostgres start(Path directory, PostgresSettings settings) {
    PostgresUser account = PostgresUser.current();
    Layout layout = Layout.locate(directory, account);
    ClusterLock lock = ClusterLock.acquire(layout);
    try {
      return start(layout, account, lock, settings);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedPostgres start(
      Layout layout, PostgresUser account, ClusterLock lock, PostgresSettings settings) {
    requireSpace(layout.base(), settings.freeBytes());
    layout.create();
    Binaries binaries = Binaries.unpack(place(settings.binaries(), layout, account));
    Passwords passwords = new Passwords(layout.passwords(), new SecureRandom());
    new Cluster(layout, account, binaries, passwords).prepare(settings.parameters());
    return new Ports(layout.portFile())
        .at(
            settings.port(),
            port -> {
              Supervisor supervisor =
                  new Supervisor(
                      () ->
                          PostgresProcess.start(
                              binaries, account, layout.data(), port, settings.parameters()));
              supervisor.start();
              return new EmbeddedPostgres(layout, lock, passwords, port, supervisor);
            });
  }

  private static Path place(@Nullable Path wanted, Layout layout, PostgresUser account) {
    return wanted != null
            && Files.isDirectory(wanted)
            && account.canCross(wanted)
            && Binaries.fit(wanted)
        ? wanted
        : layout.root();
  }

  private static void requireSpace(Path directory, long freeBytes) {
    try {
      if (Files.getFileStore(directory).getUsableSpace() < freeBytes) {
        throw new EmbeddedPostgresException(StartFailure.NO_SPACE);
      }
    } catch (IOException e) {
      throw StartFailure.of(e, directory);
    }
  }

  /** The product's logins at the product's database. */
  public DatabaseLogins logins() {
    return logins(Provision.DATABASE);
  }

  /** The product's logins at another database of this server. */
  public DatabaseLogins logins(String database) {
    return DatabaseLogins.at(
        Provision.url(port, database), (DatabaseRole role) -> passwords.of(role.login()));
  }

  /**
   * The administrator's login, for databases and backups; the product's statements never use it.
   */
  public DatabaseLogin administrator(String database) {
    return new DatabaseLogin(
        Provision.url(port, database), Provision.ADMIN, passwords.of(Provision.ADMIN));
  }

  /** Where the data stands. */
  public Path dataDirectory() {
    return layout.data();
  }

  public int port() {
    return port;
  }

  /** The process number of the running PostgreSQL. */
  public Optional<Long> pid() {
    return supervisor.pid();
  }

  /** Why PostgreSQL does not answer now; empty while it runs. */
  public Optional<String> problem() {
    return supervisor.problem();
  }

  /** How often PostgreSQL had to be started again. */
  public int restarts() {
    return supervisor.restarts();
  }

  /** Stops PostgreSQL and waits for its end; close the connection pools before. */
  @Override
  public void close() {
    supervisor.stop();
    lock.close();
  }
}
