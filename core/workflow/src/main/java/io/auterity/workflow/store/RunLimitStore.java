package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.journal.ParentStep;
import io.auterity.workflow.journal.RunBirth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The runs of a tenant that are not over, by the keys of their limits, and whose turn is next. */
public final class RunLimitStore {

  private static final EngineStatement FIRST_HELD_RUNS =
      new EngineStatement(
          "FIRST_HELD_RUNS",
          EngineJob.JOURNAL,
          """
          select id, tenant, workflow, (
            select count(*) from run b
            where b.tenant = held.tenant and b.workflow = held.workflow
              and b.limit_key = held.limit_key and b.finished is null and b.state <> 'queued')
            as begun
          from (
            select distinct on (tenant, workflow, limit_key) id, tenant, workflow, limit_key
            from run
            where limit_key is not null and finished is null and state = 'queued'
            order by tenant, workflow, limit_key, created, id limit :limit) held
          """);

  private static final EngineStatement NEXT_HELD_RUN =
      new EngineStatement(
          "NEXT_HELD_RUN",
          EngineJob.JOURNAL,
          """
          select id from run
          where tenant = :tenant and workflow = :workflow and limit_key = :key
            and finished is null and state = 'queued'
          order by created, id limit 1
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(FIRST_HELD_RUNS, NEXT_HELD_RUN);

  /**
   * A run that waits for its turn.
   *
   * @param begun runs of its key that have begun and are not over
   */
  public record Held(UUID run, UUID tenant, String workflow, int begun) {}

  /**
   * The runs of a key that go before one: those that have begun, and those that came earlier.
   *
   * @param here runs in memory, which have begun even where that is not stored yet
   * @param most how many of them at most, the oldest first
   */
  public static List<UUID> before(Transaction tx, RunBirth run, Collection<UUID> here, int most) {
    return tx.query(
            """
            select id from run
            where tenant = current_tenant() and workflow = :workflow and limit_key = :key
              and finished is null and id <> :id
              and (state <> 'queued' or id = any(:here) or (created, id) < (:created, :id))
            order by created, id limit :most
            """)
        .bind("workflow", run.workflow())
        .bind("key", run.limitKey())
        .bind("id", run.id())
        .bindArray("here", UUID.class, List.copyOf(here))
        .bind("created", run.created())
        .bind("most", most)
        .mapTo(UUID.class)
        .list();
  }

  /** How many runs of a key are not over, as far as that many. */
  public static int unfinished(Transaction tx, RunBirth run, int most) {
    return tx.query(
            """
            select count(*) from (
              select from run
              where tenant = current_tenant() and workflow = :workflow and limit_key = :key
                and finished is null limit :most) as unfinished
            """)
        .bind("workflow", run.workflow())
        .bind("key", run.limitKey())
        .bind("most", most)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * The first run of a key that waits for its turn.
   *
   * @param here runs in memory, which do not wait
   * @param behind whether one counts only that came after the run
   */
  public static Optional<UUID> next(
      Transaction tx, RunBirth run, Collection<UUID> here, boolean behind) {
    return tx.query(
            """
            select id from run
            where tenant = current_tenant() and workflow = :workflow and limit_key = :key
              and finished is null and state = 'queued' and not id = any(:here)
              and (not :behind or (created, id) > (:created, :id))
            order by created, id limit 1
            """)
        .bind("behind", behind)
        .bind("created", run.created())
        .bind("id", run.id())
        .bind("workflow", run.workflow())
        .bind("key", run.limitKey())
        .bindArray("here", UUID.class, List.copyOf(here))
        .mapTo(UUID.class)
        .findOne();
  }

  /** Whether a run that waits for a child counts by the same key. */
  public static boolean above(Transaction tx, ParentStep parent, RunBirth child) {
    return tx.query(
            """
            with recursive above (id, parent, workflow, limit_key) as (
              select id, parent, workflow, limit_key from run
              where tenant = current_tenant() and id = :parent
              union all
              select r.id, r.parent, r.workflow, r.limit_key from run r
              join above on r.id = above.parent where r.tenant = current_tenant())
            select exists (select from above where workflow = :workflow and limit_key = :key)
            """)
        .bind("parent", parent.run())
        .bind("workflow", child.workflow())
        .bind("key", child.limitKey())
        .mapTo(Boolean.class)
        .one();
  }

  /** Of each key the first run that waits for its turn. */
  public static List<Held> held(EngineTransaction tx, int most) {
    return tx.query(FIRST_HELD_RUNS)
        .bind("limit", most)
        .map(
            (row, context) ->
                new Held(
                    row.getObject("id", UUID.class),
                    row.getObject("tenant", UUID.class),
                    row.getString("workflow"),
                    row.getInt("begun")))
        .list();
  }

  /**
   * Has the server that carries on runs look at the first one that waits for its turn behind a run
   * that is over; it is told with the commit.
   */
  public static void letNext(EngineTransaction tx, RunBirth over) {
    if (over.limitKey() == null) {
      return;
    }
    UUID tenant = over.scope().tenant();
    tx.query(NEXT_HELD_RUN)
        .bind("tenant", tenant)
        .bind("workflow", over.workflow())
        .bind("key", over.limitKey())
        .mapTo(UUID.class)
        .findOne()
        .ifPresent(next -> RunArrivalStore.add(tx, next, tenant));
  }

  private RunLimitStore() {}
}
