package io.auterity.platform.audit;

import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends batches, each in one transaction, until they are durable. Another server that took a
 * sequence first makes the batch start over with later ones; after a commit whose outcome is
 * unknown the log itself says whether the batch stands.
 */
final class AuditWriter {

  private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Database database;
  private final AuditStore store;
  private volatile @Nullable String problem;

  /** An entry that waits for the writer. */
  @SuppressWarnings("ArrayRecordComponent")
  record Pending(UUID tenant, byte[] bytes, CompletableFuture<Long> sequence) {

    /** Tells whoever waits that the entry did not become durable before the end. */
    void giveUp() {
      sequence.completeExceptionally(
          new CallFailedException(FailureCode.UNAVAILABLE, "the audit log was closed"));
    }
  }

  AuditWriter(Database database, AuditStore store) {
    this.database = database;
    this.store = store;
  }

  void write(List<Pending> batch) throws InterruptedException {
    List<AuditEntry> rows = append(batch);
    for (int i = 0; i < rows.size(); i++) {
      batch.get(i).sequence().complete(rows.get(i).sequence());
    }
  }

  private List<AuditEntry> append(List<Pending> batch) throws InterruptedException {
    Attempt attempt = new Attempt(batch);
    while (true) {
      try {
        List<AuditEntry> rows = database.asEngine(EngineJob.AUDIT, attempt::run);
        problem = null;
        return rows;
      } catch (UniqueViolationException e) {
        LOG.debug("Another server appended first.", e);
      } catch (CallFailedException e) {
        LOG.warn("The audit log waits for the database: {}", e.getMessage());
        attempt.after(e.failure().applied());
        pause(e.failure().message());
      } catch (RuntimeException e) {
        LOG.error("The audit log cannot be written; it is tried again.", e);
        attempt.after(Applied.UNKNOWN);
        pause("the database refuses an entry");
      }
    }
  }

  private void pause(String reason) throws InterruptedException {
    problem = reason;
    Thread.sleep(PAUSE);
  }

  /** Why the last attempt failed; empty when it did not. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** The repeated attempt to append one batch. */
  private final class Attempt {

    private final List<Pending> batch;
    private final SortedSet<UUID> tenants;
    private List<AuditEntry> last = List.of();
    private boolean inDoubt;

    Attempt(List<Pending> batch) {
      this.batch = batch;
      this.tenants =
          batch.stream().map(Pending::tenant).collect(Collectors.toCollection(TreeSet::new));
    }

    List<AuditEntry> run(EngineTransaction tx) {
      if (inDoubt && !last.isEmpty() && store.holds(tx, last.getFirst())) {
        return last;
      }
      store.lock(tx, tenants);
      last = place(tx);
      store.append(tx, last);
      return last;
    }

    void after(Applied applied) {
      inDoubt |= applied == Applied.UNKNOWN;
    }

    private List<AuditEntry> place(EngineTransaction tx) {
      Map<UUID, Long> next = new HashMap<>();
      List<AuditEntry> rows = new ArrayList<>();
      for (Pending pending : batch) {
        long sequence = next.computeIfAbsent(pending.tenant(), tenant -> store.next(tx, tenant));
        rows.add(new AuditEntry(pending.tenant(), sequence, pending.bytes()));
        next.put(pending.tenant(), sequence + 1);
      }
      return rows;
    }
  }
}
