package io.auterity.jobs.batch.store;

import io.auterity.jobs.batch.vendor.VendorBatch;
import io.auterity.jobs.batch.vendor.VendorStore;
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
          return lie(tx, batch, lines);
        });
  }

  private static void insert(Transaction tx, VendorBatch batch) {
    tx.update(
            """
            insert into ai_vendor_batch (id, tenant, batch, offer, target, created)
            values (:id, current_tenant(), :batch, :offer, :target, :created)
            on conflict (id) do update set created = excluded.created
            """)
        .bind("id", batch.id())
        .bind("batch", batch.batch())
        .bind("offer", batch.offer())
        .bind("target", batch.target())
        .bind("created", batch.created())
        .execute();
  }

  private static int lie(Transaction tx, VendorBatch in, Collection<Integer> lines) {
    return tx.update(
            """
            update ai_batch_line set vendor_batch = :in
            where tenant = current_tenant() and batch = :batch and number = any(:lines)
            """)
        .bind("in", in.id())
        .bind("batch", in.batch())
        .bind("lines", lines.toArray(Integer[]::new))
        .execute();
  }

  @Override
  public boolean begun(TenantScope scope, UUID id, String ref) {
    return database.inTenant(
            scope,
            tx ->
                tx.update(
                        """
                        update ai_vendor_batch set ref = :ref
                        where tenant = current_tenant() and id = :id
                        """)
                    .bind("ref", ref)
                    .bind("id", id)
                    .execute())
        > 0;
  }

  @Override
  public boolean forget(TenantScope scope, VendorBatch batch, UUID worker) {
    return leases.owning(
        scope,
        batch.batch(),
        worker,
        tx ->
            tx.update("delete from ai_vendor_batch where tenant = current_tenant() and id = :id")
                .bind("id", batch.id())
                .execute());
  }

  @Override
  public boolean release(
      TenantScope scope, VendorBatch batch, UUID worker, Collection<Integer> lines) {
    return leases.owning(
        scope,
        batch.batch(),
        worker,
        tx ->
            tx.update(
                    """
                    update ai_batch_line set vendor_batch = null
                    where tenant = current_tenant() and batch = :batch and number = any(:lines)
                      and vendor_batch = :in
                    """)
                .bind("in", batch.id())
                .bind("batch", batch.batch())
                .bind("lines", lines.toArray(Integer[]::new))
                .execute());
  }

  @Override
  public boolean isWanted(TenantScope scope, UUID id) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select exists (
                      select 1 from ai_batch_line
                      where tenant = current_tenant() and vendor_batch = :id and state = 'waiting')
                    """)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one());
  }

  @Override
  public Optional<VendorBatch> find(TenantScope scope, UUID batch, int line) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select v.id, v.batch, v.offer, v.target, v.created, v.ref from ai_batch_line l
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
                    select id, batch, offer, target, created, ref from ai_vendor_batch
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
