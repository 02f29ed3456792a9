package io.auterity.workflow.store;

import io.auterity.platform.database.Transaction;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredRun;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads a tenant's runs. */
public final class RunStore {

  private static final int FETCH = 500;

  private RunStore() {}

  /** Whether the tenant has that run. */
  public static boolean exists(Transaction tx, UUID run) {
    return tx.query("select exists (select from run where id = :id)")
        .bind("id", run)
        .mapTo(Boolean.class)
        .one();
  }

  public static Optional<StoredRun> find(Transaction tx, UUID run) {
    return tx.query("select * from run where id = :id")
        .bind("id", run)
        .map((row, context) -> RunRows.run(row))
        .findOne();
  }

  /** The oldest run that is not over and does the same piece of work. */
  public static Optional<UUID> unfinished(Transaction tx, String workflow, Digest digest) {
    return tx.query(
            """
            select id from run
            where workflow = :workflow and input_digest = :digest and finished is null
            order by created, id limit 1
            """)
        .bind("workflow", workflow)
        .bind("digest", digest.bytes())
        .mapTo(UUID.class)
        .findOne();
  }

  /** The events of a run in their order. */
  public static void events(Transaction tx, RunBirth run, Consumer<EventRow> each) {
    tx.query(
            """
            select seq, node, path, round, kind, payload, at from run_event
            where born = :born and run = :run order by seq
            """)
        .bind("born", run.born())
        .bind("run", run.id())
        .setFetchSize(FETCH)
        .map((row, context) -> RunRows.event(row))
        .forEach(each);
  }
}
