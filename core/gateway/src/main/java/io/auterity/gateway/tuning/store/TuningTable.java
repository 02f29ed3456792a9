package io.auterity.gateway.tuning.store;

import io.auterity.gateway.tuning.AskedTuning;
import io.auterity.gateway.tuning.KeptTuning;
import io.auterity.gateway.tuning.TuningStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.Ref;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Jobs as rows. */
public final class TuningTable implements TuningStore {

  private final Database database;

  public TuningTable(Database database) {
    this.database = database;
  }

  @Override
  public void plan(TenantScope scope, UUID id, UUID owner, AskedTuning asked, Instant created) {
    change(
        scope,
        tx ->
            tx.update(
                    """
                    insert into ai_tuning (id, tenant, owner, model, training_file,
                      validation_file, created)
                    values (:id, current_tenant(), :owner, :model, :training,
                      cast(:validation as uuid), :created)
                    """)
                .bind("id", id)
                .bind("owner", owner)
                .bind("model", asked.model())
                .bind("training", asked.trainingFile())
                .bind("validation", asked.validationFile())
                .bind("created", created));
  }

  @Override
  public void begun(TenantScope scope, UUID id, Ref job) {
    change(
        scope,
        tx ->
            tx.update(
                    """
                    update ai_tuning set provider = :provider, job = :job
                    where tenant = current_tenant() and id = :id
                    """)
                .bind("provider", job.provider())
                .bind("job", job.id())
                .bind("id", id));
  }

  @Override
  public void forget(TenantScope scope, UUID id) {
    change(
        scope,
        tx ->
            tx.update(
                    """
                    delete from ai_tuning
                    where tenant = current_tenant() and id = :id and job is null
                    """)
                .bind("id", id));
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
                .map((row, context) -> job(row))
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
                      and job is not null
                      and (cast(:after as uuid) is null or id < cast(:after as uuid))
                    order by id desc limit :limit
                    """)
                .bind("owner", owner)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> job(row))
                .list());
  }

  @Override
  public void ended(TenantScope scope, UUID id, KeptTuning.End end, Instant now) {
    change(
        scope,
        tx ->
            tx.update(
                    """
                    update ai_tuning set ended = :now, told = :told, trained = :trained
                    where tenant = current_tenant() and id = :id and ended is null
                    """)
                .bind("now", now)
                .bind("told", end.told())
                .bind("trained", end.trained())
                .bind("id", id));
  }

  @Override
  public boolean takeBill(TenantScope scope, UUID id) {
    return change(scope, tx -> bill(tx, id, true)) > 0;
  }

  @Override
  public void returnBill(TenantScope scope, UUID id) {
    change(scope, tx -> bill(tx, id, false));
  }

  private static Update bill(Transaction tx, UUID id, boolean billed) {
    return tx.update(
            """
            update ai_tuning set billed = :billed
            where tenant = current_tenant() and id = :id and ended is not null
              and billed <> :billed
            """)
        .bind("billed", billed)
        .bind("id", id);
  }

  private int change(TenantScope scope, Function<Transaction, Update> update) {
    return database.inTenant(scope, tx -> update.apply(tx).execute());
  }

  private static KeptTuning job(ResultSet row) throws SQLException {
    String told = row.getString("told");
    return new KeptTuning(
        row.getObject("id", UUID.class),
        row.getObject("owner", UUID.class),
        row.getString("model"),
        row.getObject("training_file", UUID.class),
        row.getObject("validation_file", UUID.class),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        new Ref(row.getString("provider"), row.getString("job")),
        told == null
            ? null
            : new KeptTuning.End(told, row.getLong("trained"), row.getBoolean("billed")));
  }
}
