package io.auterity.workflow.store;

import static java.util.Comparator.comparing;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.journal.RunBirth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/** Stores which runs were accepted by servers that do not carry them on. */
public final class RunArrivalStore {

  /** Arrivals of one tenant that may wait at one time. */
  public static final int MOST = 10_000;

  private static final EngineStatement ADD_RUN_ARRIVAL =
      new EngineStatement(
          "ADD_RUN_ARRIVAL",
          EngineJob.JOURNAL,
          """
          with added as (
            insert into run_arrival (run, tenant) values (:run, :tenant) on conflict do nothing)
          select pg_notify('auterity_changes', 'run_inbox ' || cast(:tenant as uuid))
          """);

  private static final EngineStatement COUNT_RUN_ARRIVALS =
      new EngineStatement(
          "COUNT_RUN_ARRIVALS",
          EngineJob.JOURNAL,
          "select count(*) from run_arrival where tenant = :tenant");

  private static final EngineStatement TAKE_RUN_ARRIVALS =
      new EngineStatement(
          "TAKE_RUN_ARRIVALS",
          EngineJob.JOURNAL,
          """
          delete from run_arrival
          where run in (select run from run_arrival order by run limit :limit)
            and exists (select from engine_seat where epoch = :epoch)
          returning run, tenant
          """);

  private static final EngineStatement LOCK_SAME_RUNS =
      new EngineStatement(
          "LOCK_SAME_RUNS",
          EngineJob.JOURNAL,
          """
          select pg_advisory_xact_lock(hashtextextended('attach ' || cast(:tenant as uuid) || ' '
            || :workflow || ' ' || encode(:digest, 'hex'), 0)) is null
          """);

  private static final EngineStatement UNFINISHED_SAME_RUN =
      new EngineStatement(
          "UNFINISHED_SAME_RUN",
          EngineJob.JOURNAL,
          """
          select id from run
          where tenant = :tenant and workflow = :workflow and input_digest = :digest
            and finished is null
          order by created, id limit 1
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          LOCK_SAME_RUNS,
          UNFINISHED_SAME_RUN,
          ADD_RUN_ARRIVAL,
          COUNT_RUN_ARRIVALS,
          TAKE_RUN_ARRIVALS);

  /** A run that was accepted elsewhere. */
  public record Arrival(UUID run, UUID tenant) {}

  /**
   * Has others who are about to store a run that does the same piece of work wait until the end.
   */
  public static void lockSame(EngineTransaction tx, RunBirth run) {
    var _ = ofSame(tx.query(LOCK_SAME_RUNS), run).mapTo(Boolean.class).one();
  }

  /** The oldest run that is not over and does the same piece of work as one. */
  public static Optional<UUID> unfinishedSame(EngineTransaction tx, RunBirth run) {
    return ofSame(tx.query(UNFINISHED_SAME_RUN), run).mapTo(UUID.class).findOne();
  }

  private static Query ofSame(Query query, RunBirth run) {
    return query
        .bind("tenant", run.scope().tenant())
        .bind("workflow", run.workflow())
        .bind("digest", run.digest().bytes());
  }

  /** Notes a run, unless it is noted, and tells the server that carries on runs with the commit. */
  public static void add(EngineTransaction tx, UUID run, UUID tenant) {
    var _ =
        tx.query(ADD_RUN_ARRIVAL)
            .bind("run", run)
            .bind("tenant", tenant)
            .map((row, context) -> true)
            .one();
  }

  /** Whether as many runs of a tenant wait as may. */
  public static boolean full(EngineTransaction tx, UUID tenant) {
    return tx.query(COUNT_RUN_ARRIVALS).bind("tenant", tenant).mapTo(Integer.class).one() >= MOST;
  }

  /**
   * Takes the oldest, in their order; none when the seat is not held under that epoch. A run that
   * is taken and then lost with its server is found by the next, as it is not over.
   */
  public static List<Arrival> take(EngineTransaction tx, long epoch, int limit) {
    return tx
        .query(TAKE_RUN_ARRIVALS)
        .bind("epoch", epoch)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Arrival(row.getObject("run", UUID.class), row.getObject("tenant", UUID.class)))
        .stream()
        .sorted(comparing(arrival -> arrival.run().toString()))
        .toList();
  }
}
