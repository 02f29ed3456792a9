package io.auterity.workflow.trigger.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.json.JsonWriter;
import io.auterity.workflow.trigger.store.TriggerRow.State;
import io.auterity.workflow.trigger.store.TriggerRow.Walk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes triggers. */
public final class TriggerStore {

  private static final EngineStatement CLAIM_POLL =
      new EngineStatement(
          "CLAIM_POLL",
          EngineJob.TRIGGERS,
          """
          with first (of_tenant, of_id) as materialized (
            select tenant, id from run_trigger
            where due <= :now and state = 'active' and poll is not null and tenant <> all(:but)
            order by due limit 1 for update skip locked)
          update run_trigger t set due = :lease, claimed = (select epoch from engine_seat)
          from first where t.tenant = first.of_tenant and t.id = first.of_id
          returning %s
          """
              .formatted(TriggerRow.COLUMNS));

  private static final EngineStatement CLAIM_SCHEDULES =
      new EngineStatement(
          "CLAIM_SCHEDULES",
          EngineJob.TRIGGERS,
          """
          with first (of_tenant, of_id) as materialized (
            select tenant, id from run_trigger
            where due <= :now and state = 'active' and cron is not null
            order by due limit 500 for update skip locked)
          update run_trigger t set due = :lease, claimed = (select epoch from engine_seat)
          from first where t.tenant = first.of_tenant and t.id = first.of_id
          returning %s
          """
              .formatted(TriggerRow.COLUMNS));

  private static final EngineStatement FREE_TRIGGERS =
      new EngineStatement(
          "FREE_TRIGGERS",
          EngineJob.TRIGGERS,
          """
          update run_trigger set due = :now, claimed = null
          where claimed < (select epoch from engine_seat)
          """);

  private static final EngineStatement FIND_TRIGGER =
      new EngineStatement(
          "FIND_TRIGGER",
          EngineJob.TRIGGERS,
          "select %s from run_trigger where token_sha256 = :sha256".formatted(TriggerRow.COLUMNS));

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(CLAIM_POLL, CLAIM_SCHEDULES, FREE_TRIGGERS, FIND_TRIGGER);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String SELECT =
      "select %s from run_trigger where tenant = current_tenant()".formatted(TriggerRow.COLUMNS);

  /**
   * How many runs a trigger has started within an hour.
   *
   * @param ofCircles those that its own runs may have led to
   * @param until when the hour ends
   */
  public record InHour(int others, int ofCircles, Instant until) {

    /** All of them. */
    public int both() {
      return others + ofCircles;
    }
  }

  /** A trigger that waits for events, as it was last written. */
  public record Waiting(UUID id, Instant updated) {}

  /**
   * Adds one, or puts it in the place of the one of its id; false when its name is taken.
   *
   * @param asksAs whether it polls for what that one polled for, or has its times
   */
  public boolean put(Transaction tx, TriggerRow row, boolean asksAs) {
    return tx.update(
                """
                insert into run_trigger
                  (tenant, id, name, workflow, in_file, type, poll, cron, zone, missed, webhook, token,
                   token_sha256, form, condition, input,
                   principal, principal_name, principal_type,
                   changed_by, changed_by_name, changed_by_type, created, updated, state, due, fired)
                select current_tenant(), :id, :name, :workflow, :inFile, :type, :poll, :cron, :zone,
                  :missed, :webhook, :token, :sha256, :form, :when, :input,
                  :principal, :principal_name, :principal_type,
                  :changed_by, :changed_by_name, :changed_by_type, :created,
                  :updated, :state, :due, :fired
                where not exists (
                  select from run_trigger
                  where tenant = current_tenant() and name = :name and id <> :id)
                on conflict (tenant, id) do update set
                  name = :name, workflow = :workflow, type = :type, poll = :poll,
                  cron = :cron, zone = :zone, missed = :missed, webhook = :webhook,
                  token = case when cast(:webhook as bytea) is not null
                    then coalesce(run_trigger.token, :token) end,
                  token_sha256 = case when cast(:webhook as bytea) is not null
                    then coalesce(run_trigger.token_sha256, :sha256) end,
                  form = :form, condition = :when, input = :input, principal = :principal,
                  principal_name = :principal_name, principal_type = :principal_type,
                  changed_by = :changed_by, changed_by_name = :changed_by_name,
                  changed_by_type = :changed_by_type,
                  updated = :updated, state = :state,
                  due = case when :asksAs and cast(:cron as text) is not null
                    then run_trigger.due else cast(:due as timestamptz) end,
                  fired = case when :asksAs and cast(:cron as text) is not null
                    then run_trigger.fired else cast(:fired as timestamptz) end,
                  failures = 0, problem = null, problem_at = null, hour = null, in_hour = 0, circles_in_hour = 0,
                  slowed_until = null,
                  position = case when :asksAs then run_trigger.position end,
                  walk_page = case when :asksAs then run_trigger.walk_page end,
                  walk_position = case when :asksAs then run_trigger.walk_position end,
                  primed = run_trigger.primed and :asksAs
                """)
            .bind("id", row.id())
            .bind("name", row.name())
            .bind("workflow", row.workflow())
            .bind("inFile", row.inFile())
            .bind("type", row.type())
            .bind("poll", row.poll() == null ? null : row.poll().bytes())
            .bind("cron", row.schedule() == null ? null : row.schedule().cron())
            .bind("zone", row.schedule() == null ? null : row.schedule().zone())
            .bind("missed", row.schedule() == null ? null : row.schedule().missed().wire())
            .bind("webhook", row.webhook() == null ? null : row.webhook().bytes())
            .bind("token", row.token() == null ? null : row.token().sealed())
            .bind("sha256", row.token() == null ? null : row.token().sha256())
            .bind("form", row.form())
            .bind("when", row.when())
            .bind("input", JsonWriter.bytes(row.input()))
            .bindMap(PrincipalColumns.values("principal", row.principal()))
            .bindMap(PrincipalColumns.values("changed_by", row.changedBy()))
            .bind("created", row.created())
            .bind("updated", row.updated())
            .bind("state", row.state().wire())
            .bind("due", row.due())
            .bind("fired", row.fired())
            .bind("asksAs", asksAs)
            .execute()
        > 0;
  }

  /** Has others who add one, or change several, wait until the transaction ends. */
  public void lockAll(Transaction tx) {
    tx.query("select pg_advisory_xact_lock(hashtextextended('triggers ' || current_tenant(), 0))")
        .map((row, context) -> true)
        .one();
  }

  /** As {@link #lockAll} where none has the lock; false where another transaction does. */
  public boolean lockedAll(Transaction tx) {
    return tx.query(
            "select pg_try_advisory_xact_lock(hashtextextended('triggers ' || current_tenant(),"
                + " 0))")
        .mapTo(Boolean.class)
        .one();
  }

  public int count(Transaction tx) {
    return tx.query("select count(*) from run_trigger where tenant = current_tenant()")
        .mapTo(Integer.class)
        .one();
  }

  /** All of the tenant, the oldest first. */
  public List<TriggerRow> list(Transaction tx) {
    return tx.query(SELECT + " order by id").map((row, context) -> TriggerRow.of(row)).list();
  }

  /** Those of the tenant that stand in the file of a workflow, locked. */
  public List<TriggerRow> inFile(Transaction tx, String workflow) {
    return tx.query(SELECT + " and in_file and workflow = :workflow order by id for update")
        .bind("workflow", workflow)
        .map((row, context) -> TriggerRow.of(row))
        .list();
  }

  /** Those of the tenant that wait for events of a type now. */
  public List<Waiting> waiting(Transaction tx, String type) {
    return tx.query(
            """
            select id, updated from run_trigger
            where tenant = current_tenant() and state = 'active' and (type = :type
              or (type like '%.*' and starts_with(:type, left(type, -1))))
            order by id
            """)
        .bind("type", type)
        .map(
            (row, context) ->
                new Waiting(
                    row.getObject("id", UUID.class),
                    Objects.requireNonNull(TriggerRow.instant(row, "updated"))))
        .list();
  }

  /** The trigger of an address, whosever it is. */
  public Optional<TriggerRow> find(EngineTransaction tx, byte[] sha256) {
    return tx.query(FIND_TRIGGER)
        .bind("sha256", sha256)
        .map((row, context) -> TriggerRow.of(row))
        .findOne();
  }

  public Optional<TriggerRow> find(Transaction tx, UUID id) {
    return tx.query(SELECT + " and id = :id")
        .bind("id", id)
        .map((row, context) -> TriggerRow.of(row))
        .findOne();
  }

  /** A trigger, its row locked until the transaction ends. */
  public Optional<TriggerRow> locked(Transaction tx, UUID id) {
    return tx.query(SELECT + " and id = :id for update")
        .bind("id", id)
        .map((row, context) -> TriggerRow.of(row))
        .findOne();
  }

  /**
   * Has it wait, or go on.
   *
   * @param due when it polls or fires next; null where it does neither
   * @param now its times up to this start nothing any more
   */
  public void state(Transaction tx, UUID id, State state, @Nullable Instant due, Instant now) {
    tx.update(
            """
            update run_trigger set state = :state, due = :due, failures = 0,
              fired = case when fired is null then null else cast(:now as timestamptz) end,
              problem = case when :state = 'active' then null else problem end,
              problem_at = case when :state = 'active' then null else problem_at end,
              hour = null, in_hour = 0, circles_in_hour = 0, slowed_until = null
            where tenant = current_tenant() and id = :id
            """)
        .bind("id", id)
        .bind("state", state.wire())
        .bind("due", due)
        .bind("now", now)
        .execute();
  }

  /**
   * Counts one more start; how many there were within an hour.
   *
   * @param ofCircle whether a run of the trigger may have led to it
   */
  public InHour counted(Transaction tx, UUID id, boolean ofCircle, Instant now) {
    return tx.query(
            """
            update run_trigger set
              hour = case when hour > :ago then hour else :now end,
              in_hour = case when hour > :ago then in_hour else 0 end + :other,
              circles_in_hour = case when hour > :ago then circles_in_hour else 0 end + :circle,
              slowed_until = case when hour > :ago then slowed_until end
            where tenant = current_tenant() and id = :id returning hour, in_hour, circles_in_hour
            """)
        .bind("id", id)
        .bind("now", now)
        .bind("ago", now.minus(HOUR))
        .bind("other", ofCircle ? 0 : 1)
        .bind("circle", ofCircle ? 1 : 0)
        .map(
            (row, context) ->
                new InHour(
                    row.getInt("in_hour"),
                    row.getInt("circles_in_hour"),
                    Objects.requireNonNull(TriggerRow.instant(row, "hour")).plus(HOUR)))
        .findOne()
        .orElseGet(() -> new InHour(0, 0, now));
  }

  /** Notes that its runs begin later until the hour ends. */
  public void slowed(Transaction tx, UUID id, Instant until) {
    tx.update(
            """
            update run_trigger set slowed_until = :until
            where tenant = current_tenant() and id = :id
            """)
        .bind("id", id)
        .bind("until", until)
        .execute();
  }

  /** Stops one that is active; false when it was not. */
  public boolean stop(Transaction tx, UUID id, String problem, Instant now) {
    return tx.update(
                """
                update run_trigger set state = 'stopped', problem = :problem, problem_at = :now
                where tenant = current_tenant() and id = :id and state = 'active'
                """)
            .bind("id", id)
            .bind("problem", problem)
            .bind("now", now)
            .execute()
        > 0;
  }

  /** Deletes one, and cancels runs that it has noted; what is left of it is deleted later. */
  public void delete(Transaction tx, TriggerRow row) {
    tx.update("delete from run_trigger where tenant = current_tenant() and id = :id")
        .bind("id", row.id())
        .execute();
    cancelNoted(tx, row);
  }

  private static void cancelNoted(Transaction tx, TriggerRow row) {
    tx.query(
            """
            with cancelled as (
              insert into run_inbox (tenant, id, run, kind, by, at)
              select current_tenant(), gen_random_uuid(), r.id, 'cancel', :by, clock_timestamp()
              from trigger_start s join run r on r.tenant = current_tenant() and r.id = s.run
              where s.tenant = current_tenant() and s.trigger = :trigger and s.settled is null
                and r.state = 'queued' and r.due = '9999-12-31 00:00:00+00'
              returning tenant)
            select count(*) from (
              select pg_notify('auterity_changes', 'run_inbox ' || tenant)
              from cancelled group by tenant) told
            """)
        .bind("trigger", row.id())
        .bind("by", "the end of the trigger '%s'".formatted(row.name()))
        .mapTo(Long.class)
        .one();
  }

  /** Notes that it could start what it should. */
  public void well(Transaction tx, UUID id) {
    tx.update(
            """
            update run_trigger set failures = 0, problem = null, problem_at = null
            where tenant = current_tenant() and id = :id and problem is not null
            """)
        .bind("id", id)
        .execute();
  }

  /**
   * Notes why it could not.
   *
   * @param counts whether it will not by itself
   * @param most after so many in a row it stops
   * @return whether that stopped it
   */
  public boolean failed(
      Transaction tx, UUID id, String problem, boolean counts, int most, Instant now) {
    return tx.query(
            """
            update run_trigger set problem = :problem, problem_at = :now,
              failures = failures + :counts,
              state = case when state = 'active' and failures + :counts >= :most then 'stopped'
                else state end
            where tenant = current_tenant() and id = :id
            returning state = 'stopped' and failures = :most
            """)
        .bind("id", id)
        .bind("problem", problem)
        .bind("now", now)
        .bind("counts", counts ? 1 : 0)
        .bind("most", most)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /**
   * Claims a trigger that is to poll now, of other tenants than these; no other claim gets it until
   * the lease ends, or another server has the seat of the engine.
   */
  public Optional<TriggerRow> claimPoll(
      EngineTransaction tx, Set<UUID> butOf, Instant now, Instant lease) {
    tx.update(FREE_TRIGGERS).bind("now", now).execute();
    return tx.query(CLAIM_POLL)
        .bind("now", now)
        .bind("lease", lease)
        .bindArray("but", UUID.class, List.copyOf(butOf))
        .map((row, context) -> TriggerRow.of(row))
        .findOne();
  }

  /** Claims triggers that fire now, as {@link #claimPoll} does. */
  public List<TriggerRow> claimSchedules(EngineTransaction tx, Instant now, Instant lease) {
    tx.update(FREE_TRIGGERS).bind("now", now).execute();
    return tx.query(CLAIM_SCHEDULES)
        .bind("now", now)
        .bind("lease", lease)
        .map((row, context) -> TriggerRow.of(row))
        .list();
  }

  /**
   * Notes that the times of one have fired; false when another claim holds it, or it stopped.
   *
   * @param until the last of them, or later
   * @param next null when it fires no more
   */
  public boolean fired(Transaction tx, TriggerRow claimed, Instant until, @Nullable Instant next) {
    return tx.update(
                """
                update run_trigger set fired = :until, due = :next, claimed = null
                where tenant = current_tenant() and id = :id and due = :lease and state = 'active'
                """)
            .bind("id", claimed.id())
            .bind("lease", claimed.due())
            .bind("until", until)
            .bind("next", next)
            .execute()
        > 0;
  }

  /** Has one that was claimed poll at once; false when that has ended by now. */
  public boolean giveBack(Transaction tx, TriggerRow claimed, Instant now) {
    return tx.update(
                """
                update run_trigger set due = :now, claimed = null
                where tenant = current_tenant() and id = :id and due = :lease
                """)
            .bind("id", claimed.id())
            .bind("lease", claimed.due())
            .bind("now", now)
            .execute()
        > 0;
  }

  /**
   * Notes how far a poll has come that goes on; false when another claim holds it, or it stopped.
   */
  public boolean walked(Transaction tx, TriggerRow claimed, @Nullable Walk walk) {
    return tx.update(
                """
                update run_trigger set walk_page = :page, walk_position = :position
                where tenant = current_tenant() and id = :id and due = :lease and state = 'active'
                """)
            .bind("id", claimed.id())
            .bind("lease", claimed.due())
            .bind("page", walk == null ? null : walk.page())
            .bind("position", walk == null ? null : walk.position())
            .execute()
        > 0;
  }

  /**
   * Notes that a poll pauses before the end of its list; false when another claim holds it.
   *
   * @param next when it goes on
   */
  public boolean rests(
      Transaction tx, TriggerRow claimed, @Nullable Walk walk, Instant now, Instant next) {
    return tx.update(
                """
                update run_trigger set due = :next, claimed = null, polled = :now,
                  walk_page = :page, walk_position = :position
                where tenant = current_tenant() and id = :id and due = :lease
                """)
            .bind("id", claimed.id())
            .bind("lease", claimed.due())
            .bind("next", next)
            .bind("page", walk == null ? null : walk.page())
            .bind("position", walk == null ? null : walk.position())
            .bind("now", now)
            .execute()
        > 0;
  }

  /** Notes that a poll has read its list to the end; false when another claim holds it by now. */
  public boolean polled(
      Transaction tx, TriggerRow claimed, @Nullable String position, Instant now) {
    return tx.update(
                """
                update run_trigger set due = :next, claimed = null, polled = :now, position = :position,
                  primed = true, walk_page = null, walk_position = null
                where tenant = current_tenant() and id = :id and due = :lease
                """)
            .bind("id", claimed.id())
            .bind("lease", claimed.due())
            .bind("next", next(claimed, now))
            .bind("position", position)
            .bind("now", now)
            .execute()
        > 0;
  }

  private static Instant next(TriggerRow claimed, Instant now) {
    return now.plus(Objects.requireNonNull(claimed.poll()).every());
  }

  /** Notes items that a poll has found; returns those that were not noted before. */
  public List<String> unseen(Transaction tx, UUID id, List<String> items, Instant now) {
    return tx.query(
            """
            insert into trigger_seen (tenant, trigger, item, last)
            select current_tenant(), :id, item, :now from unnest(:items) item
            on conflict (tenant, trigger, item) do update set last = excluded.last
              where trigger_seen.last < excluded.last - interval '1 day'
            returning case when xmax = 0 then item end
            """)
        .bind("id", id)
        .bindArray("items", String.class, items)
        .bind("now", now)
        .mapTo(String.class)
        .filter(Objects::nonNull)
        .list();
  }
}
