package io.auterity.platform.audit;

import io.auterity.platform.audit.AuditWriter.Pending;
import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The audit log. Callers only enqueue; one writer appends in batches and never drops: when it
 * cannot keep up for a second, who must be audited is refused instead.
 */
public final class AuditLog implements AutoCloseable {

  /** Stands where an entry has its tenant; no tenant has this id. */
  private static final UUID INSTALLATION = new UUID(0, 0);

  private static final int CAPACITY = 10_000;
  private static final int BATCH = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration TICK = Duration.ofMillis(100);

  private final Database database;
  private final AuditStore store = new AuditStore();
  private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>(CAPACITY);
  private final AuditWriter writer;
  private final Thread thread = Thread.ofVirtual().name("audit-writer").unstarted(this::run);
  private volatile boolean closing;

  public AuditLog(Database database) {
    this.database = database;
    this.writer = new AuditWriter(database, store);
  }

  public void start() {
    thread.start();
  }

  /**
   * Hands an event to the writer.
   *
   * @return completed with its sequence once it is durable, for those who must wait
   * @throws CallFailedException {@code unavailable} when the log cannot take it
   */
  public CompletableFuture<Long> append(TenantScope scope, AuditEvent event) {
    return append(scope.tenant(), event);
  }

  /**
   * The same for what concerns all tenants; it stands in a log of its own.
   *
   * @throws CallFailedException {@code unavailable} when the log cannot take it
   */
  public CompletableFuture<Long> appendToInstallation(AuditEvent event) {
    return append(INSTALLATION, event);
  }

  private CompletableFuture<Long> append(UUID tenant, AuditEvent event) {
    Pending pending = new Pending(tenant, event.canonical(), new CompletableFuture<>());
    if (closing || !offer(pending)) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "the audit log cannot take entries now; try again");
    }
    return pending.sequence();
  }

  private boolean offer(Pending pending) {
    try {
      return queue.offer(pending, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The tenant's entries from a sequence on, oldest first. */
  public List<AuditEntry> read(TenantScope scope, long from, int limit) {
    return database.inTenant(scope, tx -> store.read(tx, from, limit));
  }

  /** The entries of the installation from a sequence on, oldest first. */
  public List<AuditEntry> readInstallation(long from, int limit) {
    return database.asEngine(EngineJob.AUDIT, tx -> store.read(tx, INSTALLATION, from, limit));
  }

  /** Why entries cannot become durable now, in one sentence; empty when they can. */
  public Optional<String> problem() {
    return thread.isAlive()
        ? writer.problem().map(reason -> "entries wait to be written: " + reason)
        : Optional.of("nothing writes entries: the writer does not run");
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        List<Pending> batch = take();
        if (!batch.isEmpty()) {
          write(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closing = true;
      queue.forEach(Pending::giveUp);
    }
  }

  private void write(List<Pending> batch) throws InterruptedException {
    boolean written = false;
    try {
      writer.write(batch);
      written = true;
    } finally {
      if (!written) {
        batch.forEach(Pending::giveUp);
      }
    }
  }

  private List<Pending> take() throws InterruptedException {
    List<Pending> batch = new ArrayList<>();
    Pending first = queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      batch.add(first);
      queue.drainTo(batch, BATCH - 1);
    }
    return batch;
  }

  /** Writes what is enqueued, then stops; gives up after ten seconds without a database. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(Duration.ofSeconds(10))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
