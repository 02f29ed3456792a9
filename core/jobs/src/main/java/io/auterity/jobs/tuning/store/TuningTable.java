package io.auterity.jobs.tuning.store;

import io.auterity.jobs.tuning.TuningFollowUp;
import io.auterity.jobs.tuning.TuningJob;
import io.auterity.jobs.tuning.TuningOrder;
import io.auterity.jobs.tuning.TuningRules;
import io.auterity.jobs.tuning.TuningStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.JobQueue;
import io.auterity.relay.decision.Days;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Tuning;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Jobs as rows. */
public final class TuningTable implements TuningStore {

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(TuningLeases.FORMER_TUNINGS);

  private static final String ANY = "true";

  private final Database database;
  private final JobQueue queue;
  private final TuningLeases leases = new TuningLeases();
  private final Runnable decisions;

  /**
   * @param queue of background jobs, which follow them up
   * @param decisions writes those of this server that wait for it
   */
  public TuningTable(Database database, JobQueue queue, Runnable decisions) {
    this.database = database;
    this.queue = queue;
    this.decisions = decisions;
  }

  @Override
  public void plan(TuningJob job, Instant due) {
    TuningOrder order = job.order();
    database.inTenant(
        job.scope(),
        tx -> {
          tx.update(
                  """
                    insert into ai_tuning (id, tenant, owner, owner_name, owner_type, dialect,
                      labels, model, training_file, validation_file, bytes, epochs, created, due)
                    values (:id, current_tenant(), :owner, :owner_name, :owner_type, :dialect, :labels, :model,
                      :training, cast(:validation as uuid), :bytes, cast(:epochs as int), :created,
                      :due)
                    """)
              .bind("id", job.id())
              .bindMap(PrincipalColumns.values("owner", order.owner()))
              .bind("dialect", order.dialect())
              .bind("labels", TuningRows.text(order.labels()))
              .bind("model", order.model())
              .bind("training", order.trainingFile())
              .bind("validation", order.validationFile())
              .bind("bytes", order.bytes())
              .bind("epochs", order.epochs())
              .bind("created", order.created())
              .bind("due", due)
              .execute();
          return followUp(tx, job, "", due);
        });
  }

  private TuningJob followUp(Transaction tx, TuningJob job, String provider, Instant due) {
    queue.add(tx, TuningFollowUp.NAME, job.id().toString(), provider, due);
    return job;
  }

  @Override
  public void begun(TuningJob job, Ref lies, TuningJob.Told told, @Nullable Instant due) {
    String provider = Objects.requireNonNull(lies.provider());
    database.inTenant(
        job.scope(),
        tx -> {
          row(
                  tx,
                  job,
                  """
                  provider = :provider, job = :job, told = coalesce(told, :told),
                  told_at = coalesce(told_at, :at), due = coalesce(:due, due), failures = 0
                  """,
                  ANY)
              .bind("provider", provider)
              .bind("job", lies.id())
              .bind("told", told.text())
              .bind("at", told.at())
              .bind("due", due)
              .execute();
          return due == null ? job : followUp(tx, job, provider, due);
        });
  }

  @Override
  public void forget(TuningJob job) {
    database.inTenant(
        job.scope(),
        tx -> {
          int forgotten =
              tx.update(
                      """
                      delete from ai_tuning
                      where tenant = current_tenant() and id = :id and job is null
                      """)
                  .bind("id", job.id())
                  .execute();
          if (forgotten > 0) {
            queue.end(tx, TuningFollowUp.NAME, job.id().toString());
          }
          return job;
        });
  }

  @Override
  public void due(TuningJob job, Instant due) {
    database.inTenant(
        job.scope(),
        tx -> {
          row(tx, job, "due = :due", ANY).bind("due", due).execute();
          return followUp(tx, job, lane(job), due);
        });
  }

  @Override
  public Optional<TuningJob> find(TenantScope scope, UUID owner, UUID id) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select %s from ai_tuning where tenant = current_tenant() and owner = :owner
                      and id = :id and job is not null
                    """
                        .formatted(TuningRows.COLUMNS))
                .bind("owner", owner)
                .bind("id", id)
                .map((row, context) -> TuningRows.job(row))
                .findOne());
  }

  @Override
  public List<TuningJob> list(TenantScope scope, UUID owner, @Nullable UUID after, int limit) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select %s from ai_tuning where tenant = current_tenant() and owner = :owner
                      and job is not null and told is not null
                      and (cast(:after as uuid) is null or id < cast(:after as uuid))
                    order by id desc limit :limit
                    """
                        .formatted(TuningRows.COLUMNS))
                .bind("owner", owner)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> TuningRows.job(row))
                .list());
  }

  @Override
  public void told(TuningJob job, Tuning state, TuningJob.Told told, boolean followed) {
    if (state.state().ended()) {
      ended(job, state, told, followed);
    } else {
      change(
          job,
          "told = :told, told_at = :at",
          "ended is null and (told_at is null or told_at <= :at)",
          row -> row.bind("told", told.text()).bind("at", told.at()));
    }
  }

  private void ended(TuningJob job, Tuning state, TuningJob.Told told, boolean followed) {
    boolean owes = TuningRules.owes(state);
    database.inTenant(
        job.scope(),
        tx -> {
          int heard =
              row(
                      tx,
                      job,
                      """
                      ended = :at, told = :told, told_at = :at, trained = :trained,
                      estimated = :vain, due = :at, failures = 0,
                      settled = case when :owes then null else cast(:at as timestamptz) end
                      """,
                      "ended is null")
                  .bind("at", told.at())
                  .bind("told", told.text())
                  .bind("trained", TuningRules.trained(state))
                  .bind("vain", TuningRules.vain(state))
                  .bind("owes", owes)
                  .execute();
          return heard > 0 && owes && !followed ? followUp(tx, job, lane(job), told.at()) : job;
        });
  }

  private static String lane(TuningJob job) {
    Ref lies = job.job();
    String provider = lies == null ? null : lies.provider();
    return provider == null ? "" : provider;
  }

  @Override
  public List<EngineStatement> former() {
    return STATEMENTS;
  }

  @Override
  public Optional<TuningJob> get(TenantScope scope, UUID id, UUID owner) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select %s from ai_tuning where tenant = current_tenant() and id = :id
                      and lease_owner = :me and settled is null
                    """
                        .formatted(TuningRows.COLUMNS))
                .bind("id", id)
                .bind("me", owner)
                .map((row, context) -> TuningRows.job(row))
                .findOne());
  }

  @Override
  public Optional<Instant> lease(TenantScope scope, UUID id, UUID owner, Instant now) {
    return database.inTenant(scope, tx -> leases.take(tx, id, owner, now));
  }

  @Override
  public void release(TenantScope scope, UUID id, UUID owner, Instant due, int failures) {
    database.inTenant(scope, tx -> leases.release(tx, id, owner, due, failures));
  }

  @Override
  public void counted(TuningJob job, Tuning state, TuningJob.Told told) {
    change(
        job,
        "trained = :trained, estimated = false, told = :told, told_at = :at",
        "not billed",
        row ->
            row.bind("trained", TuningRules.trained(state))
                .bind("told", told.text())
                .bind("at", told.at()));
  }

  @Override
  public void estimated(TuningJob job, long trained) {
    change(
        job,
        "trained = :trained, estimated = true",
        "not billed",
        row -> row.bind("trained", trained));
  }

  @Override
  public Bill bill(TuningJob job, UUID fresh) {
    return database.inTenant(
        job.scope(),
        tx -> {
          UUID named =
              tx.query(
                      """
                      select bill from ai_tuning
                      where tenant = current_tenant() and id = :id and bill is not null
                      for update
                      """)
                  .bind("id", job.id())
                  .mapTo(UUID.class)
                  .findOne()
                  .orElse(null);
          String outcome = named == null ? null : outcome(tx, named);
          if (named != null && (outcome == null || outcome.equals("succeeded"))) {
            return new Bill(named, outcome != null);
          }
          row(tx, job, "bill = :bill", ANY).bind("bill", fresh).execute();
          return new Bill(fresh, false);
        });
  }

  private static @Nullable String outcome(Transaction tx, UUID decision) {
    return tx.query(
            """
            select case when cost > 0 then 'succeeded' else outcome end from decision
            where tenant = current_tenant() and born = :born and id = :id
            """)
        .bind("born", Days.of(decision))
        .bind("id", decision)
        .mapTo(String.class)
        .findOne()
        .orElse(null);
  }

  @Override
  public void decided() {
    decisions.run();
  }

  @Override
  public void unbilled(TuningJob job, UUID bill) {
    change(job, "bill = null", "bill = :bill and not billed", row -> row.bind("bill", bill));
  }

  @Override
  public void billed(TuningJob job) {
    change(job, "billed = true", row -> row);
  }

  @Override
  public void revised(TuningJob job, long trained) {
    change(job, "revised = :trained", row -> row.bind("trained", trained));
  }

  @Override
  public void settled(TuningJob job, Instant now) {
    database.inTenant(job.scope(), tx -> settled(tx, job.id(), now));
  }

  @Override
  public Optional<TuningJob> settled(Transaction tx, UUID id, Instant now) {
    return tx.query(
            """
            update ai_tuning set settled = :now, lease_owner = null, lease_until = null
            where tenant = current_tenant() and id = :id and settled is null returning %s
            """
                .formatted(TuningRows.COLUMNS))
        .bind("now", now)
        .bind("id", id)
        .map((row, context) -> TuningRows.job(row))
        .findOne();
  }

  private void change(TuningJob job, String change, UnaryOperator<Update> values) {
    change(job, change, ANY, values);
  }

  private void change(TuningJob job, String change, String where, UnaryOperator<Update> values) {
    database.inTenant(job.scope(), tx -> values.apply(row(tx, job, change, where)).execute());
  }

  private static Update row(Transaction tx, TuningJob job, String change, String where) {
    return tx.update(
            "update ai_tuning set %s where tenant = current_tenant() and id = :id and (%s)"
                .formatted(change, where))
        .bind("id", job.id());
  }
}
