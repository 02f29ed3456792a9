package io.auterity.workflow.store;

import io.auterity.platform.database.Transaction;
import io.auterity.workflow.journal.StoredRun;
import java.util.Optional;
import java.util.UUID;

/** Reads a tenant's runs. */
public final class RunStore {

  private static final String FIND =
      "select %s from run where tenant = current_tenant() and id = :id".formatted(RunRows.COLUMNS);

  /** Whether the tenant has that run. */
  public static boolean exists(Transaction tx, UUID run) {
    return tx.query("select exists (select from run where tenant = current_tenant() and id = :id)")
        .bind("id", run)
        .mapTo(Boolean.class)
        .one();
  }

  public static Optional<StoredRun> find(Transaction tx, UUID run) {
    return tx.query(FIND).bind("id", run).map((row, context) -> RunRows.run(row)).findOne();
  }
}
