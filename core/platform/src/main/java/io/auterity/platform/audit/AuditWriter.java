package io.auterity.platform.audit;

import io.auterity.platform.audit.AuditBacklog.Pending;
import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what waits in the backlog durable: in rounds, a transaction for each tenant, tried again
 * until it succeeds. A tenant whose log another transaction holds, or whose entries the database
 * refuses, is come back to in the next round and keeps no other waiting. After a commit whose
 * outcome is unknown the log itself says whether the entries stand.
 */
final class AuditWriter {

  private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
  private static final int BATCH = 500;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Database database;
  private final AuditStore store;
  private final AuditBacklog backlog;
  private final Map<UUID, Attempt> attempts = new HashMap<>();
  private final Map<UUID, String> problems = new ConcurrentHashMap<>();

  AuditWriter(Database database, AuditStore store, AuditBacklog backlog) {
    this.database = database;
    this.store = store;
    this.backlog = backlog;
  }

  /** Writes until the backlog is closed and empty; what then still waits is given up. */
  void run() {
    try {
      while (!backlog.done()) {
        backlog.await(PAUSE).forEach(this::write);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      backlog.close();
      backlog.giveUp();
    }
  }

  /** Why the last attempt for some tenant failed; empty when none did. */
  Optional<String> problem() {
    return problems.values().stream().findAny();
  }

  private void write(UUID tenant) {
    Attempt attempt = attempts.computeIfAbsent(tenant, Attempt::new);
    try {
      boolean written = database.asEngine(EngineJob.AUDIT, attempt::run);
      problems.remove(tenant);
      if (written) {
        attempts.remove(tenant);
        attempt.tell();
      }
    } catch (CallFailedException e) {
      attempt.after(e.failure().applied());
      if (isNew(tenant, e.failure().message())) {
        LOG.warn("The audit log of {} waits for the database: {}", tenant, e.getMessage());
      }
    } catch (RuntimeException e) {
      attempt.after(Applied.UNKNOWN);
      if (isNew(tenant, "the database refuses an entry")) {
        LOG.error("The audit log of {} cannot be written; it is tried again.", tenant, e);
      }
    }
  }

  private boolean isNew(UUID tenant, String problem) {
    return !problem.equals(problems.put(tenant, problem));
  }

  /** The repeated attempt to append a tenant's oldest entries. */
  private final class Attempt {

    private final UUID tenant;
    private final List<Pending> batch;
    private long first;
    private boolean placed;
    private boolean inDoubt;

    Attempt(UUID tenant) {
      this.tenant = tenant;
      this.batch = backlog.oldest(tenant, BATCH);
    }

    /** False when somebody else is appending to the log now. */
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

    void after(Applied applied) {
      inDoubt |= placed && applied == Applied.UNKNOWN;
    }

    void tell() {
      backlog.written(tenant, batch.size());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).sequence().complete(first + i);
      }
    }
  }
}
