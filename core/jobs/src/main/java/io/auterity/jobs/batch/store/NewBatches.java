package io.auterity.jobs.batch.store;

import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.BatchOrder;
import io.auterity.jobs.batch.CallBatch;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Admits new batches: one for each request (idempotency), as long as the tenant has room. */
record NewBatches(Database database, BatchLines lines, Settings.Batches bounds) {

  /** Lines that are kept count as files do: of open batches, and of those without such results. */
  private static final String KEPT_BYTES =
      """
      select (select coalesce(sum(bytes), 0) from ai_file where tenant = current_tenant())
        + (select coalesce(sum(bytes), 0) from ai_batch
           where tenant = current_tenant() and (ended is null or
             state <> 'failed' and output_file is null and error_file is null))
      """;

  /** Keeps one, or tells that which the same request made before. */
  CallBatch create(CallBatch batch, List<BatchLine> lines, long bytes) {
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
                select %s from ai_batch where tenant = current_tenant()
                  and principal = :principal and once_key = :key
                """
                    .formatted(BatchRows.COLUMNS))
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
            values (:id, current_tenant(), :dialect, :principal, :principal_name,
              :principal_type, :endpoint,
              cast(:input as uuid), :metadata, cast(:seconds as bigint), :headers, :once_key,
              cast(:once_digest as bytea), :state, :created, cast(:started as timestamptz),
              :expires, :bytes, :total)
            """)
        .bind("id", batch.id())
        .bind("dialect", batch.order().dialect())
        .bindMap(PrincipalColumns.values("principal", batch.principal()))
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
}
