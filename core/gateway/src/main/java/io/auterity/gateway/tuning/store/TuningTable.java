package io.auterity.gateway.tuning.store;

import io.auterity.gateway.tuning.KeptTuning;
import io.auterity.gateway.tuning.TuningOrder;
import io.auterity.gateway.tuning.TuningRules;
import io.auterity.gateway.tuning.TuningStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.relay.decision.Days;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Tuning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Jobs as rows. */
public final class TuningTable implements TuningStore {

  private final Database database;

  public TuningTable(Database database) {
    this.database = database;
  }

  @Override
  public void plan(KeptTuning job, Instant due) {
    TuningOrder order = job.order();
    database.inTenant(
        job.scope(),
        tx ->
            tx.update(
                    """
                    insert into ai_tuning (id, tenant, owner, owner_name, owner_type, dialect,
                      labels, model, training_file, validation_file, bytes, epochs, created, due)
                    values (:id, current_tenant(), :owner, :name, :type, :dialect, :labels, :model,
                      :training, cast(:validation as uuid), :bytes, cast(:epochs as int), :created,
                      :due)
                    """)
                .bind("id", job.id())
                .bind("owner", order.owner().id())
                .bind("name", order.owner().name())
                .bind("type", order.owner().type().name())
                .bind("dialect", order.dialect())
                .bind("labels", TuningRows.text(order.labels()))
                .bind("model", order.model())
                .bind("training", order.trainingFile())
                .bind("validation", order.validationFile())
                .bind("bytes", order.bytes())
                .bind("epochs", order.epochs())
                .bind("created", order.created())
                .bind("due", due)
                .execute());
  }

  @Override
  public void begun(KeptTuning job, Ref lies, KeptTuning.Told told, Instant due) {
    database.inTenant(
        job.scope(),
        tx ->
            change(
                    tx,
                    """
                    provider = :provider, job = :job, told = coalesce(told, :told),
                    told_at = coalesce(told_at, :at), due = :due, failures = 0
                    """,
                    job.id())
                .bind("provider", lies.provider())
                .bind("job", lies.id())
                .bind("told", told.text())
                .bind("at", told.at())
                .bind("due", due)
                .execute());
  }

  @Override
  public void forget(TenantScope scope, UUID id) {
    database.inTenant(
        scope,
        tx ->
            tx.update(
                    """
                    delete from ai_tuning
                    where tenant = current_tenant() and id = :id and job is null
                    """)
                .bind("id", id)
                .execute());
  }

  @Override
  public void due(TenantScope scope, UUID id, Instant due) {
    database.inTenant(scope, tx -> change(tx, "due = :due", id).bind("due", due).execute());
  }

  @Override
  public Optional<KeptTuning> find(TenantScope scope, UUID owner, UUID id) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select * from ai_tuning where tenant = current_tenant() and owner = :owner
                      and id = :id and job is not null
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .map((row, context) -> TuningRows.job(row))
                .findOne());
  }

  @Override
  public List<KeptTuning> list(TenantScope scope, UUID owner, @Nullable UUID after, int limit) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select * from ai_tuning where tenant = current_tenant() and owner = :owner
                      and job is not null and told is not null
                      and (cast(:after as uuid) is null or id < cast(:after as uuid))
                    order by id desc limit :limit
                    """)
                .bind("owner", owner)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> TuningRows.job(row))
                .list());
  }

  @Override
  public void told(KeptTuning job, Tuning state, KeptTuning.Told told) {
    if (state.state().ended()) {
      ended(job, state, told);
    } else {
      database.inTenant(
          job.scope(),
          tx ->
              tx.update(
                      """
                      update ai_tuning set told = :told, told_at = :at
                      where tenant = current_tenant() and id = :id and ended is null
                        and (told_at is null or told_at <= :at)
                      """)
                  .bind("told", told.text())
                  .bind("at", told.at())
                  .bind("id", job.id())
                  .execute());
    }
  }

  private void ended(KeptTuning job, Tuning state, KeptTuning.Told told) {
    database.inTenant(
        job.scope(),
        tx ->
            tx.update(
                    """
                    update ai_tuning set ended = :at, told = :told, told_at = :at,
                      trained = :trained, estimated = :vain, due = :at, failures = 0,
                      settled = case when :owes then null else cast(:at as timestamptz) end
                    where tenant = current_tenant() and id = :id and ended is null
                    """)
                .bind("at", told.at())
                .bind("told", told.text())
                .bind("trained", TuningRules.trained(state))
                .bind("vain", TuningRules.vain(state))
                .bind("owes", TuningRules.owes(state))
                .bind("id", job.id())
                .execute());
  }

  @Override
  public List<Claim> claim(UUID worker, int limit, int share, Duration lease, Instant now) {
    return database.asEngine(
        EngineJob.TUNINGS,
        tx ->
            tx.query(EngineStatement.CLAIM_TUNINGS)
                .bind("me", worker)
                .bind("seconds", lease.toSeconds())
                .bind("limit", limit)
                .bind("share", share)
                .bind("now", now)
                .map(
                    (row, context) ->
                        new Claim(
                            TenantScope.recovered(
                                Objects.requireNonNull(row.getObject("tenant", UUID.class))),
                            row.getObject("id", UUID.class)))
                .list());
  }

  @Override
  public Optional<KeptTuning> claimed(TenantScope scope, UUID id, UUID worker) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select * from ai_tuning where tenant = current_tenant() and id = :id
                      and lease_owner = :me and settled is null
                    """)
                .bind("id", id)
                .bind("me", worker)
                .map((row, context) -> TuningRows.job(row))
                .findOne());
  }

  @Override
  public void release(TenantScope scope, UUID id, UUID worker, Instant due, int failures) {
    database.inTenant(
        scope,
        tx ->
            tx.update(
                    """
                    update ai_tuning set due = :due, failures = :failures, lease_owner = null,
                      lease_until = null
                    where tenant = current_tenant() and id = :id and lease_owner = :me
                    """)
                .bind("due", due)
                .bind("failures", failures)
                .bind("id", id)
                .bind("me", worker)
                .execute());
  }

  @Override
  public void counted(KeptTuning job, Tuning state, KeptTuning.Told told) {
    database.inTenant(
        job.scope(),
        tx ->
            tx.update(
                    """
                    update ai_tuning set trained = :trained, estimated = false, told = :told,
                      told_at = :at
                    where tenant = current_tenant() and id = :id and not billed
                    """)
                .bind("trained", TuningRules.trained(state))
                .bind("told", told.text())
                .bind("at", told.at())
                .bind("id", job.id())
                .execute());
  }

  @Override
  public void estimated(KeptTuning job, long trained) {
    database.inTenant(
        job.scope(),
        tx ->
            tx.update(
                    """
                    update ai_tuning set trained = :trained, estimated = true
                    where tenant = current_tenant() and id = :id and not billed
                    """)
                .bind("trained", trained)
                .bind("id", job.id())
                .execute());
  }

  @Override
  public Bill bill(TenantScope scope, UUID id, UUID fresh) {
    return database.inTenant(
        scope,
        tx -> {
          UUID named =
              tx.query(
                      """
                      select bill from ai_tuning
                      where tenant = current_tenant() and id = :id and bill is not null
                      for update
                      """)
                  .bind("id", id)
                  .mapTo(UUID.class)
                  .findOne()
                  .orElse(null);
          String outcome = named == null ? null : outcome(tx, named);
          if (named != null && (outcome == null || outcome.equals("succeeded"))) {
            return new Bill(named, outcome != null);
          }
          change(tx, "bill = :bill", id).bind("bill", fresh).execute();
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
  public void unbilled(TenantScope scope, UUID id, UUID bill) {
    database.inTenant(
        scope,
        tx ->
            tx.update(
                    """
                    update ai_tuning set bill = null
                    where tenant = current_tenant() and id = :id and bill = :bill and not billed
                    """)
                .bind("id", id)
                .bind("bill", bill)
                .execute());
  }

  @Override
  public void billed(TenantScope scope, UUID id) {
    database.inTenant(scope, tx -> change(tx, "billed = true", id).execute());
  }

  @Override
  public void revised(TenantScope scope, UUID id, long trained) {
    database.inTenant(
        scope, tx -> change(tx, "revised = :trained", id).bind("trained", trained).execute());
  }

  @Override
  public void settled(TenantScope scope, UUID id, Instant now) {
    database.inTenant(
        scope,
        tx ->
            change(tx, "settled = :now, lease_owner = null, lease_until = null", id)
                .bind("now", now)
                .execute());
  }

  private static Update change(Transaction tx, String what, UUID id) {
    return tx.update(
            "update ai_tuning set %s where tenant = current_tenant() and id = :id".formatted(what))
        .bind("id", id);
  }
}
