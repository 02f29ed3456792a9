package io.auterity.workflow.trigger.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.trigger.TriggerCounts.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes what triggers start. */
public final class StartStore {

  // Of each tenant as many: a flood at one holds up no other.
  private static final EngineStatement CLAIM_STARTS =
      new EngineStatement(
          "CLAIM_STARTS",
          EngineJob.TRIGGERS,
          """
          with first as materialized (
            select x.tenant, x.trigger, x.cause from trigger_start x join (
              select d.tenant, d.trigger, d.cause, d.due,
                row_number() over (partition by d.tenant order by d.due) as place
              from (select distinct tenant from run_trigger where state = 'active') a
                cross join lateral (
                  select y.tenant, y.trigger, y.cause, y.due from trigger_start y
                    join run_trigger z on z.tenant = y.tenant and z.id = y.trigger
                  where y.tenant = a.tenant and y.settled is null and y.due <= :now
                    and z.state = 'active'
                  order by y.due limit 20) d
            ) standing on standing.tenant = x.tenant and standing.trigger = x.trigger
              and standing.cause = x.cause
            where x.settled is null and x.due <= :now
            order by standing.place, standing.due limit 20 for update of x skip locked)
          update trigger_start s set due = :lease, attempts = s.attempts + 1,
            claimed = (select epoch from engine_seat)
          from first, run_trigger t
          where s.tenant = first.tenant and s.trigger = first.trigger and s.cause = first.cause
            and t.tenant = s.tenant and t.id = s.trigger
          returning s.tenant, s.trigger, s.cause, s.run, s.input, s.descent, s.noted, s.attempts,
            s.starter, s.starter_name, s.starter_type, t.name, t.workflow,
            t.webhook is not null or t.form as announced,
            t.principal, t.principal_name, t.principal_type,
            t.changed_by, t.changed_by_name, t.changed_by_type
          """);

  // A server that is killed leaves its claims; whoever has the seat next takes them up at once.
  private static final EngineStatement FREE_STARTS =
      new EngineStatement(
          "FREE_STARTS",
          EngineJob.TRIGGERS,
          """
          update trigger_start set due = :now, claimed = null
          where claimed < (select epoch from engine_seat)
          """);

  private static final EngineStatement WAITING_STARTS =
      new EngineStatement(
          "WAITING_STARTS",
          EngineJob.TRIGGERS,
          """
          select count(*) as waiting, min(s.noted) as oldest from trigger_start s
            join run_trigger t on t.tenant = s.tenant and t.id = s.trigger
          where s.settled is null and t.state = 'active'
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(CLAIM_STARTS, FREE_STARTS, WAITING_STARTS);

  /**
   * Notes a run that is to begin, once for each cause.
   *
   * @param input null when there is none, which {@code problem} tells why
   * @param triggerAncestry of the run
   * @param delivery that its event came from; null where that is another's
   * @return false when it was noted before
   */
  public boolean note(
      Transaction tx,
      UUID trigger,
      StartRow start,
      Json.@Nullable Obj input,
      TriggerAncestry triggerAncestry,
      @Nullable String delivery) {
    return tx.update(
                """
                insert into trigger_start
                  (tenant, trigger, cause, id, run, subject, input, descent, delivery, noted, due,
                   settled, problem, starter, starter_name, starter_type)
                values (current_tenant(), :trigger, :cause, :id, :run, :subject, :input, :descent,
                  :delivery, :noted, :noted, :settled, :problem, :starter, :starter_name, :starter_type)
                on conflict do nothing
                """)
            .bind("trigger", trigger)
            .bind("cause", start.cause())
            .bind("id", start.id())
            .bind("run", start.run())
            .bind("subject", start.subject())
            .bind("input", input == null ? null : JsonWriter.bytes(input))
            .bind("descent", triggerAncestry.stored())
            .bind("delivery", delivery)
            .bind("noted", start.noted())
            .bind("settled", start.settled())
            .bind("problem", start.problem())
            .bindMap(PrincipalColumns.values("starter", start.starter()))
            .execute()
        > 0;
  }

  /**
   * Claims the starts that are due, of each tenant as many; no other claim gets them until the
   * lease ends, or another server has the seat of the engine.
   */
  public List<StartRow.Claimed> claim(EngineTransaction tx, Instant now, Instant lease) {
    tx.update(FREE_STARTS).bind("now", now).execute();
    return tx.query(CLAIM_STARTS)
        .bind("now", now)
        .bind("lease", lease)
        .map((row, context) -> StartRow.Claimed.of(row))
        .list();
  }

  /** Notes that one has begun, or why it is given up; false when that is noted already. */
  public boolean settle(
      Transaction tx, UUID trigger, String cause, @Nullable String problem, Instant now) {
    return tx.update(
                """
                update trigger_start set settled = :now, problem = :problem, claimed = null,
                  input = case when cast(:problem as text) is null then null else input end
                where tenant = current_tenant() and trigger = :trigger and cause = :cause
                  and settled is null
                """)
            .bind("trigger", trigger)
            .bind("cause", cause)
            .bind("problem", problem)
            .bind("now", now)
            .execute()
        > 0;
  }

  /** Has one that was claimed begin at once, by whomever. */
  public void giveBack(Transaction tx, StartRow.Claimed claimed, Instant now) {
    tx.update(
            """
            update trigger_start set due = :now, attempts = :attempts, claimed = null
            where tenant = current_tenant() and trigger = :trigger and cause = :cause
              and settled is null
            """)
        .bind("trigger", claimed.trigger())
        .bind("cause", claimed.cause())
        .bind("attempts", claimed.attempts() - 1)
        .bind("now", now)
        .execute();
  }

  /** Has one that failed begin after all; false when it did not fail, or has no input. */
  public boolean again(Transaction tx, UUID trigger, UUID id, Instant now) {
    return tx.update(
                """
                update trigger_start set settled = null, attempts = 0, due = :now, problem = null
                where tenant = current_tenant() and trigger = :trigger and id = :id
                  and settled is not null and problem is not null and input is not null
                """)
            .bind("trigger", trigger)
            .bind("id", id)
            .bind("now", now)
            .execute()
        > 0;
  }

  /**
   * Whether a run is under way that the trigger has started, of the last twenty and the last twenty
   * that are known to have begun.
   */
  public boolean underWay(Transaction tx, UUID trigger) {
    return tx.query(
            """
            select exists (
              select 1 from (
                (select run from trigger_start
                  where tenant = current_tenant() and trigger = :trigger
                  order by id desc limit 20)
                union all
                (select run from trigger_start
                  where tenant = current_tenant() and trigger = :trigger
                    and settled is not null and problem is null
                  order by id desc limit 20)) s
              join run r on r.tenant = current_tenant() and r.id = s.run
              where r.finished is null
                and not (r.state = 'queued' and r.due is not distinct from '9999-12-31 00:00:00+00'))
            """)
        .bind("trigger", trigger)
        .mapTo(Boolean.class)
        .one();
  }

  /** How many of a trigger are to begin. */
  public int waiting(Transaction tx, UUID trigger) {
    return tx.query(
            """
            select count(*) from trigger_start
            where tenant = current_tenant() and trigger = :trigger and settled is null
            """)
        .bind("trigger", trigger)
        .mapTo(Integer.class)
        .one();
  }

  /** How many are to begin, of all tenants, and the age of the oldest. */
  public Waiting waiting(EngineTransaction tx, Instant now) {
    return tx.query(WAITING_STARTS)
        .map(
            (row, context) -> {
              Instant oldest = TriggerRow.instant(row, "oldest");
              return new Waiting(
                  row.getLong("waiting"),
                  oldest == null ? Duration.ZERO : Duration.between(oldest, now));
            })
        .one();
  }

  /** Notes why one has to wait. */
  public void postpone(Transaction tx, UUID trigger, String cause, String problem, Instant due) {
    tx.update(
            """
            update trigger_start set due = :due, problem = :problem, claimed = null
            where tenant = current_tenant() and trigger = :trigger and cause = :cause
              and settled is null
            """)
        .bind("trigger", trigger)
        .bind("cause", cause)
        .bind("problem", problem)
        .bind("due", due)
        .execute();
  }

  /** One that a trigger has started, or could not. */
  public Optional<StartRow> find(Transaction tx, UUID trigger, UUID id) {
    return tx.query(
            """
            select %s from trigger_start
            where tenant = current_tenant() and trigger = :trigger and id = :id
            """
                .formatted(StartRow.COLUMNS))
        .bind("trigger", trigger)
        .bind("id", id)
        .map((row, context) -> StartRow.of(row))
        .findOne();
  }

  /** One of a trigger and a cause. */
  public Optional<StartRow> ofCause(Transaction tx, UUID trigger, String cause) {
    return tx.query(
            """
            select %s from trigger_start
            where tenant = current_tenant() and trigger = :trigger and cause = :cause
            """
                .formatted(StartRow.COLUMNS))
        .bind("trigger", trigger)
        .bind("cause", cause)
        .map((row, context) -> StartRow.of(row))
        .findOne();
  }

  /** What the run of one that is not settled is given. */
  public Optional<StartRow.Given> given(Transaction tx, UUID trigger, UUID id) {
    return tx.query(
            """
            select input, descent from trigger_start
            where tenant = current_tenant() and trigger = :trigger and id = :id
              and settled is null and input is not null
            """)
        .bind("trigger", trigger)
        .bind("id", id)
        .map((row, context) -> StartRow.Given.of(row))
        .findOne();
  }

  /** What a trigger has started, the newest first. */
  public List<StartRow> list(Transaction tx, UUID trigger, @Nullable UUID before, int limit) {
    return tx.query(
            """
            select %s from trigger_start where tenant = current_tenant() and trigger = :trigger
              and (cast(:before as uuid) is null or id < cast(:before as uuid))
            order by id desc limit :limit
            """
                .formatted(StartRow.COLUMNS))
        .bind("trigger", trigger)
        .bind("before", before)
        .bind("limit", limit)
        .map((row, context) -> StartRow.of(row))
        .list();
  }

  /** What the events of a delivery have started, whichever trigger it was, the newest first. */
  public List<StartRow.OfDelivery> ofDelivery(
      Transaction tx, String delivery, @Nullable UUID before, int limit) {
    return tx.query(
            """
            select s.tenant, s.trigger, s.cause, s.id, s.run, s.subject, s.input, s.noted,
              s.attempts, s.settled, s.problem, s.descent, s.starter, s.starter_name,
              s.starter_type, t.name, t.workflow
            from trigger_start s
              join run_trigger t on t.tenant = current_tenant() and t.id = s.trigger
            where s.tenant = current_tenant() and s.delivery = :delivery
              and (cast(:before as uuid) is null or s.id < cast(:before as uuid))
            order by s.id desc limit :limit
            """)
        .bind("delivery", delivery)
        .bind("before", before)
        .bind("limit", limit)
        .map((row, context) -> StartRow.OfDelivery.of(row))
        .list();
  }
}
