package io.auterity.gateway.batch.store;

import io.auterity.gateway.batch.BatchError;
import io.auterity.gateway.batch.BatchLine;
import io.auterity.gateway.batch.BatchOrder;
import io.auterity.gateway.batch.BatchQuery;
import io.auterity.gateway.batch.BatchState;
import io.auterity.gateway.batch.BatchStore;
import io.auterity.gateway.batch.CallBatch;
import io.auterity.gateway.batch.LineEnd;
import io.auterity.gateway.batch.LineState;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Batches as rows. Each change by a worker begins with the batch's row, by which it shows that it
 * has the lease; a lease ends by the clock of the database, which all servers share.
 */
public final class BatchTable implements BatchStore {

  /** Lines that are kept count as files do: of open batches, and of those without such results. */
  private static final String KEPT_BYTES =
      """
      select (select coalesce(sum(bytes), 0) from ai_file where tenant = current_tenant())
        + (select coalesce(sum(bytes), 0) from ai_batch
           where tenant = current_tenant() and (ended is null or
             state <> 'failed' and output_file is null and error_file is null))
      """;

  private final Database database;
  private final BatchLines lines;
  private final Settings.Batches bounds;
  private final Duration usual;

  /**
   * @param usual how long results are kept unless their owner says so
   */
  public BatchTable(Database database, ContentSeal seal, Settings.Batches bounds, Duration usual) {
    this.database = database;
    this.lines = new BatchLines(database, seal);
    this.bounds = bounds;
    this.usual = usual;
  }

  @Override
  public CallBatch create(CallBatch batch, List<BatchLine> lines, long bytes) {
    return database.inTenant(
        batch.scope(),
        tx -> {
          lock(tx);
          Optional<CallBatch> before = before(tx, batch);
          if (before.isPresent()) {
            return before.get();
          }
          requireRoom(tx, bytes);
          insert(tx, batch, bytes);
          this.lines.insert(tx, batch.scope(), batch.id(), batch.times().created(), lines);
          return batch;
        });
  }

  /** The batch of the same request, which was sent before. */
  private static Optional<CallBatch> before(Transaction tx, CallBatch batch) {
    BatchOrder.Once once = batch.order().once();
    if (once == null) {
      return Optional.empty();
    }
    Optional<CallBatch> before =
        tx.query(
                """
                select * from ai_batch where tenant = current_tenant()
                  and principal = :principal and once_key = :key
                """)
            .bind("principal", batch.principal().id())
            .bind("key", once.key())
            .map((row, context) -> BatchRows.batch(row))
            .findOne();
    before
        .map(one -> Objects.requireNonNull(one.order().once()).digest())
        .filter(digest -> !Arrays.equals(digest, once.digest()))
        .ifPresent(
            _ -> {
              throw new CallFailedException(
                  FailureCode.CONFLICT,
                  "another request had the Idempotency-Key '%s': send a new one with this request"
                      .formatted(once.key()));
            });
    return before;
  }

  // One after the other, so that two who find room for one do not both take it.
  private static void lock(Transaction tx) {
    tx.query(
            "select 1 from pg_advisory_xact_lock(hashtextextended('files ' || current_tenant(), 0))")
        .mapTo(Integer.class)
        .one();
  }

  private void requireRoom(Transaction tx, long bytes) {
    int open =
        tx.query("select count(*) from ai_batch where tenant = current_tenant() and ended is null")
            .mapTo(Integer.class)
            .one();
    long kept = tx.query(KEPT_BYTES).mapTo(Long.class).one() + bytes;
    if (open >= bounds.tenantFiles() || kept > bounds.tenantBytes()) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "%d batches are open, and with this one %d bytes would be kept; a tenant may have %d"
                  .formatted(open, kept, bounds.tenantFiles())
              + " and %d: wait for some, or delete batches or files"
                  .formatted(bounds.tenantBytes()));
    }
  }

  private static void insert(Transaction tx, CallBatch batch, long bytes) {
    Duration kept = batch.order().resultsKept();
    BatchOrder.Once once = batch.order().once();
    tx.update(
            """
            insert into ai_batch (id, tenant, dialect, principal, principal_name, principal_type,
              endpoint, input_file, metadata, output_seconds, headers, once_key, once_digest,
              state, created, started, expires, bytes, total)
            values (:id, current_tenant(), :dialect, :principal, :name, :type, :endpoint,
              cast(:input as uuid), :metadata, cast(:seconds as bigint), :headers, :once_key,
              cast(:once_digest as bytea), :state, :created, cast(:started as timestamptz),
              :expires, :bytes, :total)
            """)
        .bind("id", batch.id())
        .bind("dialect", batch.order().dialect())
        .bind("principal", batch.principal().id())
        .bind("name", batch.principal().name())
        .bind("type", batch.principal().type().name())
        .bind("endpoint", batch.order().endpoint())
        .bind("input", batch.order().inputFile())
        .bind("metadata", batch.order().metadata())
        .bind("seconds", kept == null ? null : (Long) kept.toSeconds())
        .bind("headers", BatchRows.text(batch.order().headers()))
        .bind("once_key", once == null ? null : once.key())
        .bind("once_digest", once == null ? null : once.digest())
        .bind("state", batch.state().wire())
        .bind("created", batch.times().created())
        .bind("started", batch.times().started())
        .bind("expires", batch.times().expires())
        .bind("bytes", bytes)
        .bind("total", batch.counts().total())
        .execute();
  }

  @Override
  public Optional<CallBatch> find(TenantScope scope, UUID owner, String dialect, UUID batch) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select * from ai_batch where tenant = current_tenant() and id = :id
                      and principal = :owner and dialect = :dialect
                    """)
                .bind("id", batch)
                .bind("owner", owner)
                .bind("dialect", dialect)
                .map((row, context) -> BatchRows.batch(row))
                .findOne());
  }

  @Override
  public List<CallBatch> list(TenantScope scope, UUID owner, String dialect, BatchQuery query) {
    boolean back = query.before() != null;
    List<CallBatch> found =
        database.inTenant(
            scope,
            tx ->
                tx.query(
                        """
                        select * from ai_batch where tenant = current_tenant()
                          and principal = :owner and dialect = :dialect
                          and (cast(:after as uuid) is null or id < cast(:after as uuid))
                          and (cast(:before as uuid) is null or id > cast(:before as uuid))
                        order by id %s limit :limit
                        """
                            .formatted(back ? "asc" : "desc"))
                    .bind("owner", owner)
                    .bind("dialect", dialect)
                    .bind("after", query.after())
                    .bind("before", query.before())
                    .bind("limit", query.limit())
                    .map((row, context) -> BatchRows.batch(row))
                    .list());
    return back ? found.reversed() : found;
  }

  @Override
  public boolean cancel(TenantScope scope, UUID batch, Instant now) {
    return change(
        scope,
        tx ->
            tx.update(
                    """
                    update ai_batch set state = 'cancelling',
                      cancelling = coalesce(cancelling, :now)
                    where tenant = current_tenant() and id = :id
                      and state in ('validating', 'in_progress', 'cancelling')
                    """)
                .bind("now", now)
                .bind("id", batch));
  }

  @Override
  public void delete(TenantScope scope, UUID batch) {
    change(
        scope,
        tx ->
            tx.update(
                    """
                    delete from ai_batch
                    where tenant = current_tenant() and id = :id and ended is not null
                    """)
                .bind("id", batch));
  }

  @Override
  public List<LineEnd> ends(TenantScope scope, UUID batch, int after, int limit) {
    return lines.ends(scope, batch, after, limit);
  }

  @Override
  public List<Claim> claim(UUID worker, int limit, int share, Duration lease) {
    return database.asEngine(
        EngineJob.BATCHES,
        tx ->
            tx.query(EngineStatement.CLAIM_BATCHES)
                .bind("me", worker)
                .bind("seconds", lease.toSeconds())
                .bind("limit", limit)
                .bind("share", share)
                .map(
                    (row, context) ->
                        new Claim(
                            TenantScope.recovered(
                                Objects.requireNonNull(row.getObject("tenant", UUID.class))),
                            row.getObject("id", UUID.class)))
                .list());
  }

  @Override
  public Optional<CallBatch> renew(TenantScope scope, UUID batch, UUID worker, Duration lease) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    update ai_batch set lease_until = now() + :seconds * interval '1 second'
                    where tenant = current_tenant() and id = :id and lease_owner = :me
                      and ended is null
                    returning *
                    """)
                .bind("seconds", lease.toSeconds())
                .bind("id", batch)
                .bind("me", worker)
                .map((row, context) -> BatchRows.batch(row))
                .findOne());
  }

  @Override
  public void release(TenantScope scope, UUID batch, UUID worker) {
    change(scope, tx -> owned(tx, "lease_owner = null, lease_until = null", batch, worker));
  }

  @Override
  public boolean clearLines(TenantScope scope, UUID batch, UUID worker) {
    return owning(scope, batch, worker, tx -> lines.delete(tx, batch));
  }

  @Override
  public boolean addLines(TenantScope scope, UUID batch, UUID worker, List<BatchLine> lines) {
    return owning(
        scope,
        batch,
        worker,
        tx -> {
          this.lines.insert(tx, scope, batch, Instant.EPOCH, lines);
          return lines.size();
        });
  }

  @Override
  public boolean begin(TenantScope scope, UUID batch, UUID worker, int total, Instant now) {
    return change(
        scope,
        tx ->
            owned(
                    tx,
                    """
                    state = case state when 'validating' then 'in_progress' else state end,
                    started = :now, total = :total
                    """,
                    batch,
                    worker)
                .bind("now", now)
                .bind("total", total));
  }

  @Override
  public boolean fail(
      TenantScope scope, UUID batch, UUID worker, List<BatchError> errors, Instant now) {
    return owning(
        scope,
        batch,
        worker,
        tx -> {
          lines.delete(tx, batch);
          return owned(tx, "state = 'failed', ended = :now, errors = :errors", batch, worker)
              .bind("now", now)
              .bind("errors", BatchRows.text(errors))
              .execute();
        });
  }

  @Override
  public List<Integer> due(TenantScope scope, UUID batch, Instant now, int limit) {
    return lines.due(scope, batch, now, limit);
  }

  @Override
  public Optional<BatchLine> line(TenantScope scope, UUID batch, int number) {
    return lines.find(scope, batch, number);
  }

  @Override
  public boolean settle(TenantScope scope, UUID batch, UUID worker, LineEnd end) {
    byte[] answer = lines.sealed(scope, batch, end);
    return owning(
        scope,
        batch,
        worker,
        tx -> count(tx, batch, worker, end.state(), lines.settle(tx, batch, end, answer)));
  }

  private static int count(Transaction tx, UUID batch, UUID worker, LineState state, int changed) {
    return owned(tx, "%1$s = %1$s + :changed".formatted(state.wire()), batch, worker)
        .bind("changed", changed)
        .execute();
  }

  @Override
  public boolean postpone(TenantScope scope, UUID batch, UUID worker, BatchLine line, Instant due) {
    return owning(scope, batch, worker, tx -> lines.postpone(tx, batch, line, due));
  }

  @Override
  public boolean finish(
      TenantScope scope, UUID batch, UUID worker, @Nullable LineState rest, Instant now) {
    return owning(
        scope,
        batch,
        worker,
        tx -> {
          if (rest != null) {
            count(tx, batch, worker, rest, lines.endRest(tx, batch, rest));
          }
          return owned(
                  tx,
                  """
                  finalizing = :now, state = case when state = 'cancelling' then state
                    else 'finalizing' end
                  """,
                  batch,
                  worker)
              .bind("now", now)
              .execute();
        });
  }

  @Override
  public boolean end(
      TenantScope scope, UUID batch, UUID worker, BatchState state, Results results, Instant now) {
    return owning(
        scope,
        batch,
        worker,
        tx -> {
          show(tx, batch, results.output(), "output");
          show(tx, batch, results.errors(), "error");
          if (results.inFiles()) {
            lines.delete(tx, batch);
          }
          return owned(
                  tx,
                  """
                  state = :state, ended = :now, output_file = cast(:output as uuid),
                  error_file = cast(:errors as uuid)
                  """,
                  batch,
                  worker)
              .bind("state", state.wire())
              .bind("now", now)
              .bind("output", results.output())
              .bind("errors", results.errors())
              .execute();
        });
  }

  private void show(Transaction tx, UUID batch, @Nullable UUID file, String what) {
    if (file != null) {
      tx.update(
              """
              update ai_file f set complete = true, purpose = 'batch_output', name = :name,
                expires = f.created
                  + coalesce(b.output_seconds, :usual) * interval '1 second'
              from ai_batch b
              where f.tenant = current_tenant() and f.id = :file
                and b.tenant = current_tenant() and b.id = :batch
              """)
          .bind("name", "batch_%s_%s.jsonl".formatted(batch.toString().replace("-", ""), what))
          .bind("usual", usual.toSeconds())
          .bind("file", file)
          .bind("batch", batch)
          .execute();
    }
  }

  private boolean change(TenantScope scope, Function<Transaction, Update> update) {
    return database.inTenant(scope, tx -> update.apply(tx).execute() > 0);
  }

  /** Changes the batch's row, if the worker has the lease. */
  private static Update owned(Transaction tx, String change, UUID batch, UUID worker) {
    return tx.update(
            "update ai_batch set %s where tenant = current_tenant() and id = :id".formatted(change)
                + " and lease_owner = :me")
        .bind("id", batch)
        .bind("me", worker);
  }

  /** Does something with the lease in hand: nobody gets it before all is done. */
  private boolean owning(
      TenantScope scope, UUID batch, UUID worker, ToIntFunction<Transaction> work) {
    return database.inTenant(
        scope,
        tx -> {
          boolean mine =
              tx.query(
                      """
                      select 1 from ai_batch
                      where tenant = current_tenant() and id = :id and lease_owner = :me
                      for no key update
                      """)
                  .bind("id", batch)
                  .bind("me", worker)
                  .mapTo(Integer.class)
                  .findOne()
                  .isPresent();
          if (mine) {
            int _ = work.applyAsInt(tx);
          }
          return mine;
        });
  }
}
