package io.auterity.workflow.writer;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineSession;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of a writer. Its advisory lock says that no other connection writes: who takes
 * the seat of the engine ends those of earlier epochs first, so that what they commit is there
 * before the journal is read, or never will be. That the lock is held still is known for the few
 * seconds after each answer of the database, and no longer.
 */
final class JournalConnection {

  /** Shorter than the time after which the database gives up a silent connection and its lock. */
  static final Duration LEASE = Duration.ofSeconds(5);

  private static final String NAME = "auterity journal";
  private static final Logger LOG = LoggerFactory.getLogger(JournalConnection.class);

  private final Database database;
  private final Time time;
  private final long lock;
  private final long epoch;
  private @Nullable EngineSession session;
  private EngineSession.@Nullable Backend last;
  private volatile boolean open;
  private volatile long confirmed;

  /**
   * One that is not open.
   *
   * @param epoch of the seat of the engine
   */
  JournalConnection(Database database, Time time, long lock, long epoch) {
    this.epoch = epoch;
    this.database = database;
    this.time = time;
    this.lock = lock;
  }

  /** The session with its lock; null when another session holds the lock. */
  @Nullable EngineSession locked() {
    EngineSession known = session;
    if (known != null) {
      return known;
    }
    long asked = time.nanos();
    EngineSession fresh = database.engineSession(EngineJob.JOURNAL);
    boolean locked = false;
    try {
      fresh.name(NAME, epoch);
      locked = fresh.tryLock(lock) || (endOthers(fresh) && fresh.tryLock(lock));
      if (locked) {
        last = fresh.backend();
        session = fresh;
        confirmed(asked);
        open = true;
      }
      return locked ? fresh : null;
    } finally {
      if (!locked) {
        fresh.close();
      }
    }
  }

  private boolean endOthers(EngineSession fresh) {
    return endLast(fresh) || endEarlier(fresh);
  }

  // One that stands still, or whose machine is cut off, may hold its lock for long.
  private boolean endEarlier(EngineSession fresh) {
    boolean ended = fresh.endEarlier(lock, NAME, epoch);
    if (ended) {
      LOG.warn("A connection of the server that had the engine's seat before was ended.");
    }
    return ended;
  }

  // The database may not know yet that the connection before is broken.
  private boolean endLast(EngineSession fresh) {
    EngineSession.Backend before = last;
    boolean ended = before != null && fresh.end(before);
    if (ended) {
      LOG.info("The broken connection of the journal was ended at the database.");
    }
    return ended;
  }

  /** Asks the database whether it still answers; waits for a moment only. */
  void confirm() {
    EngineSession known = session;
    if (known != null) {
      long asked = time.nanos();
      known.confirm(LEASE);
      confirmed(asked);
    }
  }

  /** The database has answered what was asked then. */
  void confirmed(long asked) {
    confirmed = asked;
  }

  /** Whether no other server can hold the lock. */
  boolean leads() {
    return open && time.nanos() - confirmed < LEASE.toNanos();
  }

  /** Knows nothing of its connection any more, as when it is lost without a word. */
  void forget() {
    session = null;
    open = false;
  }

  /** Gives the connection up, and the lock with it. */
  void release() {
    EngineSession known = session;
    forget();
    try {
      if (known != null) {
        known.close();
      }
    } catch (RuntimeException e) {
      LOG.debug("A broken connection could not be closed.", e);
    }
  }
}
