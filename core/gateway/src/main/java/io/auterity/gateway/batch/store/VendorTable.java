package io.auterity.gateway.batch.store;

import io.auterity.gateway.batch.vendor.VendorBatch;
import io.auterity.gateway.batch.vendor.VendorStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Batches at vendors as rows; a line says in which it lies. */
public final class VendorTable implements VendorStore {

  private final Database database;
  private final BatchLeases leases;

  public VendorTable(Database database) {
    this.database = database;
    this.leases = new BatchLeases(database);
  }

  @Override
  public boolean plan(
      TenantScope scope, VendorBatch batch, UUID worker, Collection<Integer> lines) {
    return leases.owning(
        scope,
        batch.batch(),
        worker,
        tx -> {
          insert(tx, batch);
          return lie(tx, batch.batch(), batch.id(), lines);
        });
  }

  private static void insert(Transaction tx, VendorBatch batch) {
    tx.update(
            """
            insert into ai_vendor_batch (id, tenant, batch, offer, target, created)
            values (:id, current_tenant(), :batch, :offer, :target, :created)
            on conflict (id) do nothing
            """)
        .bind("id", batch.id())
        .bind("batch", batch.batch())
        .bind("offer", batch.offer())
        .bind("target", batch.target())
        .bind("created", batch.created())
        .execute();
  }

  private static int lie(Transaction tx, UUID batch, @Nullable UUID in, Collection<Integer> lines) {
    return tx.update(
            """
            update ai_batch_line set vendor_batch = cast(:in as uuid)
            where tenant = current_tenant() and batch = :batch and number = any(:lines)
            """)
        .bind("in", in)
        .bind("batch", batch)
        .bind("lines", lines.toArray(Integer[]::new))
        .execute();
  }

  @Override
  public void begun(TenantScope scope, UUID id, String ref) {
    database.inTenant(
        scope,
        tx ->
            tx.update(
                    """
                    update ai_vendor_batch set ref = :ref
                    where tenant = current_tenant() and id = :id
                    """)
                .bind("ref", ref)
                .bind("id", id)
                .execute());
  }

  @Override
  public void forget(TenantScope scope, UUID id) {
    database.inTenant(
        scope,
        tx ->
            tx.update("delete from ai_vendor_batch where tenant = current_tenant() and id = :id")
                .bind("id", id)
                .execute());
  }

  @Override
  public void release(TenantScope scope, UUID batch, Collection<Integer> lines) {
    database.inTenant(scope, tx -> lie(tx, batch, null, lines));
  }

  @Override
  public Optional<VendorBatch> find(TenantScope scope, UUID batch, int line) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select v.* from ai_batch_line l
                      join ai_vendor_batch v on v.id = l.vendor_batch
                    where l.tenant = current_tenant() and v.tenant = current_tenant()
                      and l.batch = :batch and l.number = :number
                    """)
                .bind("batch", batch)
                .bind("number", line)
                .map((row, context) -> batch(row))
                .findOne());
  }

  @Override
  public List<VendorBatch> of(TenantScope scope, UUID batch) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select * from ai_vendor_batch
                    where tenant = current_tenant() and batch = :batch order by id
                    """)
                .bind("batch", batch)
                .map((row, context) -> batch(row))
                .list());
  }

  private static VendorBatch batch(ResultSet row) throws SQLException {
    return new VendorBatch(
        Objects.requireNonNull(row.getObject("id", UUID.class)),
        Objects.requireNonNull(row.getObject("batch", UUID.class)),
        row.getString("offer"),
        row.getString("target"),
        Objects.requireNonNull(row.getObject("created", OffsetDateTime.class)).toInstant(),
        row.getString("ref"));
  }
}
