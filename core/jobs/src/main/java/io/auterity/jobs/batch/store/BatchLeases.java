package io.auterity.jobs.batch.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.statement.Update;

/**
 * The leases of batches: a worker changes a batch only as long as it has its lease. Each change
 * begins with the batch's row, by which it shows that it has it; a lease ends by the clock of the
 * database, which all servers share.
 */
record BatchLeases(Database database) {

  /** Changes the batch's row, if the worker has the lease. */
  static Update owned(Transaction tx, String change, UUID batch, UUID worker) {
    return tx.update(
            "update ai_batch set %s where tenant = current_tenant() and id = :id".formatted(change)
                + " and lease_owner = :me")
        .bind("id", batch)
        .bind("me", worker);
  }

  /** Runs work while holding the lease: no other worker gets it before the work is done. */
  boolean owning(TenantScope scope, UUID batch, UUID worker, ToIntFunction<Transaction> work) {
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
