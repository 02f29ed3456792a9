package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RunBirth;
import java.util.List;
import java.util.function.Consumer;

/** Events of runs whose last rows may be replaced by others, as {@link CarriedRunStore} does. */
public final class CarriedEventStore {

  private static final EngineStatement CARRIED_RUN_EVENTS =
      new EngineStatement(
          "CARRIED_RUN_EVENTS",
          EngineJob.JOURNAL,
          """
          select seq, node, path, round, kind, payload, at, xmin::text::bigint as writer
          from run_event
          where born = :born and run = :run and seq >= :from order by seq
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(CARRIED_RUN_EVENTS);

  private static final int FETCH = 500;

  /**
   * A row that differs from each one that replaces it, even by the same event.
   *
   * @param writer number of the transaction that wrote it
   */
  public record WrittenEvent(EventRow row, long writer) {}

  /** The events of a run from one on, in their order, as of one moment. */
  public static void events(
      EngineTransaction tx, RunBirth run, int from, Consumer<WrittenEvent> each) {
    tx.query(CARRIED_RUN_EVENTS)
        .bind("born", run.born())
        .bind("run", run.id())
        .bind("from", from)
        .setFetchSize(FETCH)
        .map((row, context) -> new WrittenEvent(RunRows.event(row), row.getLong("writer")))
        .forEach(each);
  }

  private CarriedEventStore() {}
}
