package io.auterity.platform.audit;

import io.auterity.platform.audit.AuditBacklog.Pending;
import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The audit log. Callers only enqueue; one writer appends in batches and drops nothing while it
 * runs: when it cannot keep up with a tenant for a second, who must be audited there is refused
 * instead. What could not be written when the log is closed is lost, and the server's log tells of
 * whom and how much; only what a caller waits for is never taken for audited before it is durable.
 */
public final class AuditLog implements AutoCloseable {

  /** Stands where an entry has its tenant; no tenant has this id. */
  static final UUID INSTALLATION = new UUID(0, 0);

  private static final int CAPACITY = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Database database;
  private final AuditStore store = new AuditStore();
  private final AuditBacklog backlog = new AuditBacklog(CAPACITY);
  private final AuditWriter writer;
  private final Thread thread;

  /** Nothing is written before {@link #start}. */
  public AuditLog(Database database, Time time) {
    this.database = database;
    this.writer = new AuditWriter(database, store, backlog, time);
    this.thread = Thread.ofVirtual().name("audit-writer").unstarted(writer::run);
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
    if (!offer(pending)) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "the audit log cannot take entries now; try again");
    }
    return pending.sequence();
  }

  private boolean offer(Pending pending) {
    try {
      return backlog.offer(pending, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The tenant's entries from a sequence on, oldest first. */
  public List<AuditEntry> read(TenantScope scope, long from, int limit) {
    return database.inTenant(scope, tx -> store.read(tx, AuditOrder.OLDEST_FIRST, from, limit));
  }

  /**
   * Those of the tenant's entries that a filter admits.
   *
   * @param from sequence of the first that is looked at; null for the first in this order
   */
  public AuditPage find(
      TenantScope scope, AuditOrder order, AuditFilter filter, @Nullable Long from, int limit) {
    return find(
        order,
        (at, most) -> database.inTenant(scope, tx -> store.read(tx, order, at, most)),
        filter,
        from,
        limit);
  }

  /** The same of the entries of the installation. */
  public AuditPage findInInstallation(
      AuditOrder order, AuditFilter filter, @Nullable Long from, int limit) {
    return find(order, (at, most) -> readInstallation(order, at, most), filter, from, limit);
  }

  private static AuditPage find(
      AuditOrder order,
      BiFunction<Long, Integer, List<AuditEntry>> log,
      AuditFilter filter,
      @Nullable Long from,
      int limit) {
    long first = from == null ? first(order, log) : from;
    return AuditPage.of(order, log, filter, first, limit);
  }

  private static long first(AuditOrder order, BiFunction<Long, Integer, List<AuditEntry>> log) {
    return order == AuditOrder.OLDEST_FIRST
        ? 0
        : log.apply(Long.MAX_VALUE, 1).stream()
            .mapToLong(AuditEntry::sequence)
            .findFirst()
            .orElse(0);
  }

  /** The entries of the installation from a sequence on, oldest first. */
  public List<AuditEntry> readInstallation(long from, int limit) {
    return readInstallation(AuditOrder.OLDEST_FIRST, from, limit);
  }

  private List<AuditEntry> readInstallation(AuditOrder order, long from, int limit) {
    return database.asEngine(
        EngineJob.AUDIT, tx -> store.read(tx, order, INSTALLATION, from, limit));
  }

  /**
   * Why the entries of no log can become durable now, in one sentence; empty when those of some log
   * can.
   */
  public Optional<String> problem() {
    return problem(writer.problem());
  }

  /** Why the tenant's entries cannot become durable now; empty when they can. */
  public Optional<String> problem(TenantScope scope) {
    return problem(writer.problem(scope.tenant()));
  }

  /** Why the entries of the installation cannot become durable now; empty when they can. */
  public Optional<String> problemOfInstallation() {
    return problem(writer.problem(INSTALLATION));
  }

  private Optional<String> problem(Optional<String> refused) {
    return thread.isAlive()
        ? refused.map(reason -> "entries wait to be written: " + reason)
        : Optional.of("nothing writes entries: the writer does not run");
  }

  /** How many entries wait to be written. */
  public int waiting() {
    return backlog.size();
  }

  /** That entries of some tenants wait longer than usual, in one sentence; names none of them. */
  public Optional<String> warning() {
    return writer.warning();
  }

  /** Writes what is enqueued, then stops; after ten seconds what is left is given up. */
  @Override
  public void close() {
    backlog.close();
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
