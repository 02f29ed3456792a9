package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads back what the journal holds, across tenants. */
public final class RecoveryStore {

  private static final int FETCH = 500;

  private RecoveryStore() {}

  /** Runs that are not over, oldest first. */
  public static List<UUID> unfinished(EngineTransaction tx) {
    return tx.query(EngineStatement.UNFINISHED_RUNS)
        .map((row, context) -> row.getObject("id", UUID.class))
        .list();
  }

  public static Optional<StoredRun> run(EngineTransaction tx, UUID id) {
    return tx.query(EngineStatement.RUN)
        .bind("id", id)
        .map((row, context) -> RunRows.run(row))
        .findOne();
  }

  /** The spec that a run goes by. */
  public static Optional<StoredJson> definition(EngineTransaction tx, UUID tenant, Digest digest) {
    return tx.query(EngineStatement.WORKFLOW_DEFINITION)
        .bind("tenant", tenant)
        .bind("digest", digest.bytes())
        .map((row, context) -> StoredJson.stored(row.getBytes("spec")))
        .findOne();
  }

  /** The events of a run in their order. */
  public static void events(EngineTransaction tx, RunBirth run, Consumer<EventRow> each) {
    tx.query(EngineStatement.RUN_EVENTS)
        .bind("born", run.born())
        .bind("run", run.id())
        .setFetchSize(FETCH)
        .map((row, context) -> RunRows.event(row))
        .forEach(each);
  }

  /** Whether an event stands in the journal exactly as it was to be written. */
  public static boolean holds(EngineTransaction tx, JournalEntry entry, EventRow event) {
    return tx.query(EngineStatement.RUN_EVENT)
        .bind("born", entry.born())
        .bind("run", entry.run())
        .bind("seq", event.seq())
        .map((row, context) -> StoredJson.stored(row.getBytes("payload")))
        .findOne()
        .filter(event.payload()::equals)
        .isPresent();
  }
}
