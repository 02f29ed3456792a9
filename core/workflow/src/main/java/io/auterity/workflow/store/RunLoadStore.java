package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The durable marks on runs that a server takes into memory, across tenants. */
public final class RunLoadStore {

  private static final EngineStatement RAISE_RUN_LOADS =
      new EngineStatement(
          "RAISE_RUN_LOADS",
          EngineJob.JOURNAL,
          """
          insert into run_load (run, tenant, phase)
          select id, tenant, 2 from run where id = any(:runs) and finished is null
          on conflict (run) do update set phase = 2
          """);

  private static final EngineStatement LOWER_RUN_LOADS =
      new EngineStatement(
          "LOWER_RUN_LOADS",
          EngineJob.JOURNAL,
          "update run_load set phase = :phase where run = any(:runs) and phase > :phase");

  private static final EngineStatement REMOVE_RUN_LOADS =
      new EngineStatement(
          "REMOVE_RUN_LOADS", EngineJob.JOURNAL, "delete from run_load where run = any(:runs)");

  private static final EngineStatement COUNT_RUN_LOADS =
      new EngineStatement(
          "COUNT_RUN_LOADS",
          EngineJob.JOURNAL,
          """
          update run_load l set phase = 0, exits = exits + 1, alone = alone + (
            select (count(*) = 1 and l.phase = max(o.phase))::int
            from run_load o
            where o.phase = (select max(phase) from run_load))
          where phase > 0
          """);

  private static final EngineStatement SUSPECTED_RUN_LOADS =
      new EngineStatement(
          "SUSPECTED_RUN_LOADS",
          EngineJob.JOURNAL,
          """
          select l.run, r.tenant, l.alone from run_load l join run r on r.id = l.run
          where r.finished is null and l.exits > 0
          order by l.alone desc, l.exits desc, r.created, r.id
          """);

  private static final EngineStatement CLEAR_RUN_LOADS =
      new EngineStatement(
          "CLEAR_RUN_LOADS", EngineJob.JOURNAL, "update run_load set phase = 0 where phase > 0");

  private static final EngineStatement CONDEMN_RUN_LOAD =
      new EngineStatement(
          "CONDEMN_RUN_LOAD",
          EngineJob.JOURNAL,
          """
          insert into run_load as l (run, tenant, phase, exits, alone)
          select id, tenant, 0, 1, :alone from run where id = :run and finished is null
          on conflict (run) do update
            set exits = greatest(l.exits, 1), alone = greatest(l.alone, excluded.alone)
          """);

  private static final EngineStatement FORGIVE_RUN_LOAD =
      new EngineStatement(
          "FORGIVE_RUN_LOAD", EngineJob.JOURNAL, "update run_load set alone = 0 where run = :run");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          RAISE_RUN_LOADS,
          LOWER_RUN_LOADS,
          REMOVE_RUN_LOADS,
          COUNT_RUN_LOADS,
          SUSPECTED_RUN_LOADS,
          CLEAR_RUN_LOADS,
          CONDEMN_RUN_LOAD,
          FORGIVE_RUN_LOAD);

  /** The run has been alone in memory for long, and has made no progress. */
  public static final int LASTING = 1;

  /** The run is in memory no more. */
  public static final int GONE = 0;

  /**
   * A run that was in memory when a server ended without closing.
   *
   * @param alone how often no other run can have caused it
   */
  public record Suspect(UUID run, UUID tenant, int alone) {}

  /** Marks runs that are about to be taken up; a crash of the database may take the marks away. */
  public static int raise(EngineTransaction tx, Collection<UUID> runs) {
    RelaxedCommit.in(tx);
    return tx.update(RAISE_RUN_LOADS).bindArray("runs", UUID.class, runs).execute();
  }

  /** Notes how far the server has come with marked runs; what is suspected stays so. */
  public static int lower(EngineTransaction tx, Collection<UUID> runs, int phase) {
    return tx.update(LOWER_RUN_LOADS)
        .bind("phase", phase)
        .bindArray("runs", UUID.class, runs)
        .execute();
  }

  /** Takes the marks from runs; after a crash of the database they may be there again. */
  public static int remove(EngineTransaction tx, Collection<UUID> runs) {
    RelaxedCommit.in(tx);
    return tx.update(REMOVE_RUN_LOADS).bindArray("runs", UUID.class, runs).execute();
  }

  /**
   * Counts the marks that the last server left as its end. One is counted as alone when it was the
   * only one that was just taken up or, where none was, the only one in memory.
   */
  public static int count(EngineTransaction tx) {
    return tx.update(COUNT_RUN_LOADS).execute();
  }

  /** The marks that the last server left say nothing of its end; what is suspected stays so. */
  public static int clear(EngineTransaction tx) {
    return tx.update(CLEAR_RUN_LOADS).execute();
  }

  /** Notes that a run has ended a server alone as often as that. */
  public static int condemn(EngineTransaction tx, UUID run, int alone) {
    return tx.update(CONDEMN_RUN_LOAD).bind("run", run).bind("alone", alone).execute();
  }

  /**
   * The runs that are suspected of the end of a server, the most suspicious first: a start takes
   * them up in that order, so that the first is alone in memory.
   */
  public static List<Suspect> suspects(EngineTransaction tx) {
    return tx.query(SUSPECTED_RUN_LOADS)
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
    return tx.update(FORGIVE_RUN_LOAD).bind("run", run).execute();
  }
}
