package io.auterity.jobs.batch.store;

import io.auterity.jobs.batch.BatchError;
import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.BatchQuery;
import io.auterity.jobs.batch.BatchState;
import io.auterity.jobs.batch.BatchStore;
import io.auterity.jobs.batch.CallBatch;
import io.auterity.jobs.batch.LineEnd;
import io.auterity.jobs.batch.LineState;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.secret.ContentSeal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Batches as rows: what their callers ask of them, and what becomes of them under a lease. */
public final class BatchTable implements BatchStore {

  // By the clock of the database, which all servers share.
  private static final EngineStatement CLAIM_BATCHES =
      new EngineStatement(
          "CLAIM_BATCHES",
          EngineJob.BATCHES,
          """
          with first as materialized (
            select b.id from ai_batch b join (
              select id, row_number() over (partition by tenant
                order by lease_until >= now() desc nulls last, created) as place
              from ai_batch
              where ended is null and (lease_until is null or lease_until < now() or lease_owner = :me)
            ) standing on standing.id = b.id
            where b.ended is null and (b.lease_until is null or b.lease_until < now())
              and standing.place <= :share
            order by standing.place, b.created limit :limit for update of b skip locked)
          update ai_batch set lease_owner = :me, lease_until = now() + :seconds * interval '1 second'
          from first where ai_batch.id = first.id
          returning tenant, ai_batch.id
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(CLAIM_BATCHES);

  private final Database database;
  private final BatchLines lines;
  private final NewBatches creation;
  private final BatchLeases leases;
  private final Duration usual;

  /**
   * @param usual how long results are kept unless their owner says so
   */
  public BatchTable(Database database, ContentSeal seal, Settings.Batches bounds, Duration usual) {
    this.database = database;
    this.lines = new BatchLines(database, seal);
    this.creation = new NewBatches(database, lines, bounds);
    this.leases = new BatchLeases(database);
    this.usual = usual;
  }

  @Override
  public CallBatch create(CallBatch batch, List<BatchLine> lines, long bytes) {
    return creation.create(batch, lines, bytes);
  }

  @Override
  public Optional<CallBatch> find(TenantScope scope, UUID owner, String dialect, UUID batch) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select %s from ai_batch where tenant = current_tenant() and id = :id
                      and principal = :owner and dialect = :dialect
                    """
                        .formatted(BatchRows.COLUMNS))
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
                        select %s from ai_batch where tenant = current_tenant()
                          and principal = :owner and dialect = :dialect
                          and (cast(:after as uuid) is null or id < cast(:after as uuid))
                          and (cast(:before as uuid) is null or id > cast(:before as uuid))
                        order by id %s limit :limit
                        """
                            .formatted(BatchRows.COLUMNS, back ? "asc" : "desc"))
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
            tx.query(CLAIM_BATCHES)
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
                    returning %s
                    """
                        .formatted(BatchRows.COLUMNS))
                .bind("seconds", lease.toSeconds())
                .bind("id", batch)
                .bind("me", worker)
                .map((row, context) -> BatchRows.batch(row))
                .findOne());
  }

  @Override
  public void release(TenantScope scope, UUID batch, UUID worker) {
    change(
        scope,
        tx -> BatchLeases.owned(tx, "lease_owner = null, lease_until = null", batch, worker));
  }

  @Override
  public boolean clearLines(TenantScope scope, UUID batch, UUID worker) {
    return leases.owning(scope, batch, worker, tx -> lines.delete(tx, batch));
  }

  @Override
  public boolean addLines(TenantScope scope, UUID batch, UUID worker, List<BatchLine> lines) {
    return leases.owning(
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
            BatchLeases.owned(
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
    return leases.owning(
        scope,
        batch,
        worker,
        tx -> {
          lines.delete(tx, batch);
          return BatchLeases.owned(
                  tx, "state = 'failed', ended = :now, errors = :errors", batch, worker)
              .bind("now", now)
              .bind("errors", BatchRows.text(errors))
              .execute();
        });
  }

  @Override
  public List<LineDue> waiting(TenantScope scope, UUID batch, int after, int limit) {
    return lines.waiting(scope, batch, after, limit);
  }

  @Override
  public Optional<BatchLine> line(TenantScope scope, UUID batch, int number) {
    return lines.find(scope, batch, number);
  }

  @Override
  public boolean settle(TenantScope scope, UUID batch, UUID worker, LineEnd end) {
    byte[] answer = lines.sealed(scope, batch, end);
    return leases.owning(
        scope,
        batch,
        worker,
        tx -> count(tx, batch, worker, end.state(), lines.settle(tx, batch, end, answer)));
  }

  private static int count(Transaction tx, UUID batch, UUID worker, LineState state, int changed) {
    return BatchLeases.owned(tx, "%1$s = %1$s + :changed".formatted(state.wire()), batch, worker)
        .bind("changed", changed)
        .execute();
  }

  @Override
  public boolean postpone(TenantScope scope, UUID batch, UUID worker, BatchLine line, Instant due) {
    return leases.owning(scope, batch, worker, tx -> lines.postpone(tx, batch, line, due));
  }

  @Override
  public boolean finish(
      TenantScope scope, UUID batch, UUID worker, @Nullable LineState rest, Instant now) {
    return leases.owning(
        scope,
        batch,
        worker,
        tx -> {
          if (rest != null) {
            count(tx, batch, worker, rest, lines.endRest(tx, batch, rest));
          }
          return BatchLeases.owned(
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
    return leases.owning(
        scope,
        batch,
        worker,
        tx -> {
          show(tx, batch, results.output(), "output");
          show(tx, batch, results.errors(), "error");
          if (results.inFiles()) {
            lines.delete(tx, batch);
          }
          return BatchLeases.owned(
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
}
