package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.graph.WorkflowLimits.StartRate;
import io.auterity.workflow.journal.RunBirth;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts starts of runs in the rows of these, and finds those that others supersede. */
public final class StartLimitStore {

  private static final EngineStatement LOCK_STARTS =
      new EngineStatement(
          "LOCK_STARTS",
          EngineJob.JOURNAL,
          """
          select pg_advisory_xact_lock(hashtextextended(
            'starts ' || cast(:tenant as uuid) || ' ' || :workflow || ' ' || :key, 0)) is null
          """);

  // One that another supersedes, or the new one will, is no start.
  private static final EngineStatement LAST_RUN_START =
      new EngineStatement(
          "LAST_RUN_START",
          EngineJob.JOURNAL,
          """
          select coalesce(accepted, created) as began from run r
          where tenant = :tenant and workflow = :workflow and start_key = :key
            and (created > :since or accepted > :since) and id <> :id
            and (settle_key is null or (
              (settle_key is distinct from :settle
                or created <= cast(:created as timestamptz) - :quiet * interval '1 microsecond')
              and not exists (
                select from run n
                where n.tenant = r.tenant and n.workflow = r.workflow
                  and n.settle_key = r.settle_key and (n.created, n.id) > (r.created, r.id)
                  and n.created < r.created + :quiet * interval '1 microsecond')))
          order by began desc offset :others limit 1
          """);

  private static final EngineStatement HOLD_RUN =
      new EngineStatement(
          "HOLD_RUN",
          EngineJob.JOURNAL,
          """
          update run set due = :due
          where id = :id and finished is null and state = 'queued'
            and exists (select from engine_seat where epoch = :epoch)
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(LOCK_STARTS, LAST_RUN_START, HOLD_RUN);

  /** Has other starts of the key wait until the transaction ends. */
  public static void lock(EngineTransaction tx, RunBirth run) {
    var _ =
        tx.query(LOCK_STARTS)
            .bind("tenant", run.scope().tenant())
            .bind("workflow", run.workflow())
            .bind("key", run.limitKeys().starts())
            .mapTo(Boolean.class)
            .one();
  }

  /**
   * When the oldest of as many starts before a run was as a rate allows; empty when there are fewer
   * within its time.
   *
   * @param quiet how long starts wait for others
   * @param at when it counts as started
   */
  public static Optional<Instant> last(
      EngineTransaction tx, RunBirth run, StartRate rate, Duration quiet, Instant at) {
    return tx.query(LAST_RUN_START)
        .bind("tenant", run.scope().tenant())
        .bind("workflow", run.workflow())
        .bind("key", run.limitKeys().starts())
        .bind("settle", run.limitKeys().settle())
        .bind("id", run.id())
        .bind("created", run.created())
        .bind("since", at.minus(rate.in()))
        .bind("quiet", quiet.dividedBy(ChronoUnit.MICROS.getDuration()))
        .bind("others", rate.most() - 1)
        .map((row, context) -> RunRows.at(row, "began"))
        .findOne();
  }

  /** Has a run wait until then, or until it is taken up. */
  public static void hold(EngineTransaction tx, long epoch, UUID run, @Nullable Instant due) {
    tx.update(HOLD_RUN).bind("id", run).bind("due", due).bind("epoch", epoch).execute();
  }

  /** The first run that started after one of the same key, and before a time. */
  public static Optional<UUID> newer(Transaction tx, RunBirth run, Instant before) {
    return tx.query(
            """
            select id from run
            where tenant = current_tenant() and workflow = :workflow and settle_key = :key
              and (created, id) > (:created, :id) and created < :before
            order by created, id limit 1
            """)
        .bind("workflow", run.workflow())
        .bind("key", run.limitKeys().settle())
        .bind("created", run.created())
        .bind("id", run.id())
        .bind("before", before)
        .mapTo(UUID.class)
        .findOne();
  }

  /**
   * The runs of the same key that started before one, after a time, and have not begun.
   *
   * @param here runs in memory, which have begun even where that is not stored yet
   */
  public static List<UUID> older(
      Transaction tx, RunBirth run, Collection<UUID> here, Instant after) {
    return tx.query(
            """
            select id from run
            where tenant = current_tenant() and workflow = :workflow and settle_key = :key
              and (created, id) < (:created, :id) and created > :after
              and finished is null and state = 'queued' and not id = any(:here)
            order by created, id
            """)
        .bind("workflow", run.workflow())
        .bind("key", run.limitKeys().settle())
        .bind("created", run.created())
        .bind("id", run.id())
        .bind("after", after)
        .bindArray("here", UUID.class, List.copyOf(here))
        .mapTo(UUID.class)
        .list();
  }

  /** How many runs of a workflow with such a key have not begun, as far as that many. */
  public static int settling(Transaction tx, String workflow, int most) {
    return tx.query(
            """
            select count(*) from (
              select from run
              where tenant = current_tenant() and workflow = :workflow and settle_key is not null
                and finished is null and state = 'queued' limit :most) as settling
            """)
        .bind("workflow", workflow)
        .bind("most", most)
        .mapTo(Integer.class)
        .one();
  }

  private StartLimitStore() {}
}
