package io.auterity.platform.database;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers change notifications of the database (PostgreSQL {@code LISTEN}), of this server's
 * commits and of others': on one connection with a heartbeat each second. While the database is
 * away nothing is heard; when it is back, followers are told that changes may have been missed.
 */
public final class ChangeFeed implements AutoCloseable {

  /** A condition: whether the server of a row's {@code process} is there, as its lock tells. */
  public static final String LIVING =
      """
      hashtextextended('process ' || process, 0) in (
        select (classid::bigint << 32) | objid::bigint from pg_locks
        where locktype = 'advisory' and objsubid = 1 and granted and database =
          (select oid from pg_database where datname = current_database()))
      """;

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
  private static final String CHANNEL = "auterity_changes";
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final DatabaseLogin login;
  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Connection connection;
  private volatile @Nullable UUID process;

  /** What is told of, each with the id that its notes name. */
  public enum Topic {
    /** A resource of this tenant. */
    RESOURCE,
    /** A secret of this tenant. */
    SECRET,
    /** The API key of this id: what it may do, or its secret. */
    KEY,
    /** A session of this tenant has ended. */
    SESSION,
    /** Leave to use more of a budget of this tenant was given or withdrawn. */
    APPROVAL,
    /** Kept answers are to be forgotten: those of this tenant, or of the route of this name. */
    CACHE,
    /** Answers of this tenant, or of the route of this name, are kept under another generation. */
    GENERATION,
    /** A rollout of this tenant stands elsewhere. */
    ROLLOUT,
    /** A vendor told a server to leave it alone for a while, on behalf of this tenant. */
    REST,
    /** A breaker of a provider of this tenant opened, probes, or found the provider back. */
    HEALTH,
    /** A plugin that is stored here; the id is made of its name. */
    PLUGIN,
    /** How far connectors of this tenant's providers may reach. */
    AGREEMENT,
    /** Which provider of this tenant is the default of a kind. */
    PROVIDER_DEFAULT,
    /** A rehearsed outage of this tenant began or ended. */
    REHEARSAL,
    /** A server that carries on no runs stored messages to runs of this tenant. */
    RUN_INBOX,
    /** The server of this id has handed over the seat of the engine. */
    ENGINE_SEAT;

    private final String wire = name().toLowerCase(Locale.ROOT);
  }

  private record Follower(Topic topic, Consumer<UUID> changed, Runnable missed, Runnable deaf) {}

  ChangeFeed(DatabaseLogin login) {
    this.login = login;
  }

  /**
   * Follows a topic. Both are called on the thread that hears: they do no more than note what is to
   * be read again.
   *
   * @param changed takes the id
   * @param missed called when changes may have passed unheard; what fails with {@code unavailable}
   *     is called again
   */
  public void follow(Topic topic, Consumer<UUID> changed, Runnable missed) {
    follow(topic, changed, missed, () -> {});
  }

  /**
   * Follows a topic as one that goes by nothing it knows while nothing is heard.
   *
   * @param deaf called when changes are not heard any more; {@code missed} is, when they are again
   */
  public void follow(Topic topic, Consumer<UUID> changed, Runnable missed, Runnable deaf) {
    followers.add(new Follower(topic, changed, missed, deaf));
  }

  /** Says of which process it is: others see by its lock that it lives. */
  public void standFor(UUID named) {
    process = named;
  }

  /** The process that it was said to be of; null before that. */
  public @Nullable UUID process() {
    return process;
  }

  /**
   * Begins to listen: what is committed from now on is told after {@link #start}.
   *
   * @throws CallFailedException {@code unavailable}
   */
  public void open() {
    try {
      connect();
    } catch (SQLException e) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "the database does not tell of changes: " + e.getMessage());
    }
  }

  /** Begins to tell. */
  public void start() {
    Thread.ofPlatform().daemon().name("changes").start(this::run);
  }

  private void run() {
    try {
      while (!closed()) {
        try {
          hear();
        } catch (SQLException e) {
          again(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear() throws SQLException {
    Connection open = connection;
    if (open == null) {
      throw new SQLException("there is no connection");
    }
    PGNotification[] heard =
        open.unwrap(PGConnection.class).getNotifications((int) HEARTBEAT.toMillis());
    if (heard == null || heard.length == 0) {
      try (Statement statement = open.createStatement()) {
        statement.execute("select 1");
      }
      return;
    }
    for (PGNotification note : heard) {
      tell(note.getParameter());
    }
  }

  private void tell(String note) {
    int space = note.indexOf(' ');
    String topic = note.substring(0, Math.max(0, space));
    for (Follower follower : followers) {
      if (follower.topic().wire.equals(topic)) {
        guarded(() -> follower.changed().accept(UUID.fromString(note.substring(space + 1))));
      }
    }
  }

  private static void guarded(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      LOG.error("A change was not followed", e);
    }
  }

  /** Listens anew, and tells everybody what that may have cost. */
  private void again(SQLException broken) throws InterruptedException {
    if (closed()) {
      return;
    }
    LOG.warn("Changes by other servers are not heard: {}", broken.getMessage());
    followers.forEach(follower -> guarded(follower.deaf()));
    while (!listening()) {
      if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    LOG.info("Changes by other servers are heard again.");
  }

  private boolean listening() {
    try {
      connect();
      for (Follower follower : followers) {
        follower.missed().run();
      }
      return true;
    } catch (SQLException | CallFailedException e) {
      LOG.debug("Not yet: {}", e.getMessage());
      return false;
    } catch (RuntimeException e) {
      LOG.error("What was missed is not followed up", e);
      return false;
    }
  }

  private void connect() throws SQLException {
    disconnect();
    Connection open = login.connectBriefly();
    connection = open;
    try (Statement statement = open.createStatement()) {
      statement.execute("set application_name = 'auterity changes'");
      statement.execute("listen " + CHANNEL);
      UUID named = process;
      if (named != null) {
        statement.execute(
            "select pg_try_advisory_lock_shared(hashtextextended('process %s', 0))"
                .formatted(named));
      }
    }
    if (closed()) {
      disconnect();
    }
  }

  // A connection that a thread waits on can only be cut.
  private void disconnect() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("It was closed already", e);
      }
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  @Override
  public void close() {
    closing.countDown();
    disconnect();
  }
}
