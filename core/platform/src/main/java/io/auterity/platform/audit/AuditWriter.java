package io.auterity.platform.audit;

import io.auterity.platform.audit.AuditBacklog.Pending;
import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what waits in the backlog durable: in rounds, a transaction for each tenant, tried again
 * until it succeeds. A tenant whose log another transaction holds, or whose entries the database
 * refuses, is come back to after a pause and keeps no other waiting. After a commit whose outcome
 * is unknown the log itself says whether the entries stand.
 */
final class AuditWriter {

  static final Duration PAUSE = Duration.ofMillis(100);

  /** How long another transaction may hold a tenant's log before the operator is told. */
  static final Duration USUAL = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
  private static final int BATCH = 500;
  private static final Duration BETWEEN_REHEARSALS = Duration.ofSeconds(1);

  /** Stands where an entry that is not to stay has its tenant; no tenant has this id. */
  private static final UUID NOBODY = new UUID(0, 1);

  private final Database database;
  private final AuditStore store;
  private final AuditBacklog backlog;
  private final Time time;
  private final Map<UUID, Attempt> attempts = new HashMap<>();
  private final Map<UUID, Trouble> troubles = new ConcurrentHashMap<>();
  private volatile boolean takesNothing;
  private long nextRehearsal;

  /** What became of one tenant's turn. */
  private enum Turn {
    WRITTEN,
    HELD,
    FAILED,
    TOO_EARLY
  }

  /**
   * Why a tenant's entries wait.
   *
   * @param failed whether the attempt itself failed
   */
  private record Trouble(boolean failed, String reason) {}

  /** Undoes a transaction that succeeded. */
  private static final class UndoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndoneException() {
      super(null, null, false, false);
    }
  }

  AuditWriter(Database database, AuditStore store, AuditBacklog backlog, Time time) {
    this.database = database;
    this.store = store;
    this.backlog = backlog;
    this.time = time;
    this.nextRehearsal = time.nanos();
  }

  /** Writes until the backlog is closed and empty; what then still waits is given up. */
  void run() {
    try {
      while (!backlog.done()) {
        round(backlog.await(PAUSE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      backlog.close();
      backlog
          .giveUp()
          .forEach(
              (tenant, count) ->
                  LOG.error(
                      "{} entries are lost: the audit log of {} could not be written before the end.",
                      count,
                      tenant));
    }
  }

  /** Gives each of these tenants its turn, unless it is too early for its next one. */
  void round(List<UUID> tenants) {
    Set<Turn> turns = EnumSet.noneOf(Turn.class);
    tenants.forEach(tenant -> turns.add(write(tenant)));
    if (turns.contains(Turn.WRITTEN)) {
      takesNothing = false;
    } else if ((takesNothing || turns.contains(Turn.FAILED)) && time.nanos() - nextRehearsal >= 0) {
      takesNothing = !rehearse();
      nextRehearsal = time.nanos() + BETWEEN_REHEARSALS.toNanos();
    }
  }

  /** Why the entries of no log can be written now; empty when those of some log can. */
  Optional<String> problem() {
    return takesNothing
        ? troubles.values().stream().filter(Trouble::failed).map(Trouble::reason).findAny()
        : Optional.empty();
  }

  /** Why the tenant's last attempt failed; empty when it did not. */
  Optional<String> problem(UUID tenant) {
    return Optional.ofNullable(troubles.get(tenant)).filter(Trouble::failed).map(Trouble::reason);
  }

  /** That some tenants' entries wait longer than usual; empty when none do. */
  Optional<String> warning() {
    int waiting = troubles.size();
    return waiting == 0
        ? Optional.empty()
        : Optional.of(
            "tenants whose entries wait to be written: %d; the server's log names them"
                .formatted(waiting));
  }

  private Turn write(UUID tenant) {
    Attempt attempt = attempts.computeIfAbsent(tenant, Attempt::new);
    if (time.nanos() - attempt.notBefore < 0) {
      return Turn.TOO_EARLY;
    }
    try {
      if (database.asEngine(EngineJob.AUDIT, attempt::run)) {
        attempts.remove(tenant);
        troubles.remove(tenant);
        attempt.tell();
        return Turn.WRITTEN;
      }
      attempt.held();
      return Turn.HELD;
    } catch (CallFailedException e) {
      if (attempt.failed(e.failure().applied(), e.failure().message())) {
        LOG.warn("The audit log of {} waits for the database: {}", tenant, e.getMessage());
      }
    } catch (RuntimeException e) {
      if (attempt.failed(Applied.UNKNOWN, "the database refuses an entry")) {
        LOG.error("The audit log of {} cannot be written; it is tried again.", tenant, e);
      }
    }
    return Turn.FAILED;
  }

  /**
   * Whether the database takes entries at all: whether one would be written, which is undone. Its
   * place is the time, so that servers do not wait for each other.
   */
  private boolean rehearse() {
    try {
      database.asEngine(
          EngineJob.AUDIT,
          tx -> {
            store.append(tx, NOBODY, time.now().toEpochMilli(), List.of(new byte[0]));
            throw new UndoneException();
          });
      return true;
    } catch (UndoneException e) {
      return true;
    } catch (RuntimeException e) {
      LOG.debug("The audit log takes no entries.", e);
      return false;
    }
  }

  /** The repeated attempt to append a tenant's oldest entries. */
  private final class Attempt {

    private final UUID tenant;
    private final List<Pending> batch;
    private final Instant since = time.now();
    private final long sinceNanos = time.nanos();
    private long notBefore = sinceNanos;
    private long first;
    private boolean placed;
    private boolean inDoubt;

    Attempt(UUID tenant) {
      this.tenant = tenant;
      this.batch = backlog.oldest(tenant, BATCH);
    }

    /** False when another transaction is appending to the log now. */
    boolean run(EngineTransaction tx) {
      if (!store.tryLock(tx, tenant)) {
        return false;
      }
      if (inDoubt && store.holds(tx, new AuditEntry(tenant, first, batch.getFirst().bytes()))) {
        return true;
      }
      first = store.next(tx, tenant);
      placed = true;
      store.append(tx, tenant, first, batch.stream().map(Pending::bytes).toList());
      return true;
    }

    // What failed before is still the trouble: that the log is held says nothing of it.
    void held() {
      pause();
      if (time.nanos() - sinceNanos >= USUAL.toNanos()
          && troubles.putIfAbsent(tenant, new Trouble(false, "it is held")) == null) {
        LOG.warn("The audit log of {} is held by another transaction since {}.", tenant, since);
      }
    }

    /** Whether the last attempt did not fail, or not for this reason. */
    boolean failed(Applied applied, String reason) {
      pause();
      inDoubt |= placed && applied == Applied.UNKNOWN;
      Trouble trouble = new Trouble(true, reason);
      return !trouble.equals(troubles.put(tenant, trouble));
    }

    private void pause() {
      notBefore = time.nanos() + PAUSE.toNanos();
    }

    void tell() {
      backlog.written(tenant, batch.size());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).sequence().complete(first + i);
      }
    }
  }
}
