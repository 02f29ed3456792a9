package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineStatement;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The durable marks on runs that a server takes into memory, across tenants. */
public final class RunLoadStore {

  /** The run has been alone in memory for long, and has made no progress. */
  public static final int LASTING = 1;

  /** The run is in memory no more. */
  public static final int GONE = 0;

  private RunLoadStore() {}

  /**
   * A run that was in memory when a server ended without closing.
   *
   * @param alone how often no other run can have caused it
   */
  public record Suspect(UUID run, UUID tenant, int alone) {}

  /** Marks runs that are about to be taken up. */
  public static int raise(EngineTransaction tx, Collection<UUID> runs) {
    return tx.update(EngineStatement.RAISE_RUN_LOADS).bindArray("runs", UUID.class, runs).execute();
  }

  /** Notes how far the server has come with marked runs; what is suspected stays so. */
  public static int lower(EngineTransaction tx, Collection<UUID> runs, int phase) {
    return tx.update(EngineStatement.LOWER_RUN_LOADS)
        .bind("phase", phase)
        .bindArray("runs", UUID.class, runs)
        .execute();
  }

  /** Takes the marks from runs. */
  public static int remove(EngineTransaction tx, Collection<UUID> runs) {
    return tx.update(EngineStatement.REMOVE_RUN_LOADS)
        .bindArray("runs", UUID.class, runs)
        .execute();
  }

  /**
   * Counts the marks that the last server left as its end, and gives the runs that are suspected of
   * it or of one before, those first that were there most often. One is counted as alone when it
   * was the only one that was just taken up or, where none was, the only one in memory.
   */
  public static List<Suspect> count(EngineTransaction tx) {
    tx.update(EngineStatement.COUNT_RUN_LOADS).execute();
    return tx.query(EngineStatement.SUSPECTED_RUN_LOADS)
        .map(
            (row, context) ->
                new Suspect(
                    row.getObject("run", UUID.class),
                    row.getObject("tenant", UUID.class),
                    row.getInt("alone")))
        .list();
  }

  /** Forgets how often a run has ended a server alone. */
  public static int forgive(EngineTransaction tx, UUID run) {
    return tx.update(EngineStatement.FORGIVE_RUN_LOAD).bind("run", run).execute();
  }
}
