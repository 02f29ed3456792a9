package io.auterity.workflow.store;

import io.auterity.platform.call.Principal;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.EventKind;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads for crash recovery what the journal holds, across tenants. */
public final class RecoveryStore {

  private static final EngineStatement RUN_EVENTS =
      new EngineStatement(
          "RUN_EVENTS",
          EngineJob.JOURNAL,
          """
          select seq, node, path, round, kind, payload, at from run_event
          where born = :born and run = :run and seq > :after and seq <= :to order by seq
          """);

  private static final EngineStatement RUN_REOPENINGS =
      new EngineStatement(
          "RUN_REOPENINGS",
          EngineJob.JOURNAL,
          """
          select seq, node, path, round, kind, payload, at from run_event
          where born = :born and run = :run and kind = :kind
            and seq not in (select seq from run_event_aside where run = :run)
          order by seq
          """);

  private static final EngineStatement REOPEN_RUN =
      new EngineStatement(
          "REOPEN_RUN",
          EngineJob.JOURNAL,
          """
          with reopened as (
            update run set
              state = 'queued', round = round + 1,
              finished = null, due = null, output = null, failure = null, progress = null,
              starter = coalesce(cast(:starter as uuid), starter),
              starter_name = coalesce(:starter_name, starter_name),
              starter_type = coalesce(:starter_type, starter_type)
            where id = :run and finished is not null and state in ('failed', 'cancelled')
              and parent is null
                and not exists (select from run_inbox i where i.tenant = run.tenant and i.id = :id)
            returning id, tenant),
          told as (
            select pg_notify('auterity_changes', 'run_inbox ' || tenant) from reopened)
          insert into run_inbox (tenant, id, run, kind, name, payload, by, at)
          select tenant, :id, id, 'again', :name, :payload, :by, clock_timestamp()
          from reopened, (select count(*) from told) as counted
          on conflict do nothing
          """);

  private static final EngineStatement RUN_EVENTS_ASIDE =
      new EngineStatement(
          "RUN_EVENTS_ASIDE",
          EngineJob.JOURNAL,
          "select seq from run_event_aside where run = :run");

  private static final EngineStatement SET_RUN_EVENTS_ASIDE =
      new EngineStatement(
          "SET_RUN_EVENTS_ASIDE",
          EngineJob.JOURNAL,
          """
          with taken as (
            delete from run_event where born = :born and run = :run and seq = any(:seqs)
            returning seq, node, path, round, kind, payload, at)
          insert into run_event_aside (
            run, seq, tenant, node, path, round, kind, payload, at, moved, moved_by, reason)
          select :run, s, :tenant, t.node, t.path, t.round, t.kind, t.payload, t.at, :moved, :by,
            :reason
          from unnest(:seqs::int[]) as s left join taken t on t.seq = s
          """);

  private static final EngineStatement RUN_EVENT =
      new EngineStatement(
          "RUN_EVENT",
          EngineJob.JOURNAL,
          "select payload from run_event where born = :born and run = :run and seq = :seq");

  private static final EngineStatement RUN =
      new EngineStatement(
          "RUN", EngineJob.JOURNAL, "select %s from run where id = :id".formatted(RunRows.COLUMNS));

  private static final EngineStatement RUNS_AT_ONCE =
      new EngineStatement(
          "RUNS_AT_ONCE",
          EngineJob.JOURNAL,
          """
          select %s from run r where id = any(:ids) and finished is null and carrier is null
            and not exists (select from run_event_aside a where a.run = r.id)
          """
              .formatted(RunRows.COLUMNS));

  private static final EngineStatement RUN_EVENTS_AT_ONCE =
      new EngineStatement(
          "RUN_EVENTS_AT_ONCE",
          EngineJob.JOURNAL,
          """
          select w.run, e.seq, e.node, e.path, e.round, e.kind, e.payload, e.at
          from unnest(:runs::uuid[], :borns::date[]) as w (run, born)
          cross join lateral (
            select seq, node, path, round, kind, payload, at from run_event
            where born = w.born and run = w.run order by seq limit :most) e
          order by w.run, e.seq
          """);

  private static final EngineStatement RUN_POSITION =
      new EngineStatement(
          "RUN_POSITION",
          EngineJob.JOURNAL,
          """
          select state, (
            select coalesce(max(seq), 0) from run_event e where e.born = r.born and e.run = r.id)
            as seq
          from run r where id = :id
          """);

  private static final EngineStatement UNFINISHED_RUNS =
      new EngineStatement(
          "UNFINISHED_RUNS",
          EngineJob.JOURNAL,
          """
          select id, tenant, due from run
          where finished is null and (state not in ('waiting', 'queued') or due is null)
            and (carrier is null or state = 'queued')
          order by state = 'waiting', created, id
          """);

  private static final EngineStatement DUE_RUNS =
      new EngineStatement(
          "DUE_RUNS",
          EngineJob.JOURNAL,
          """
          select id, tenant, due from run
          where finished is null and state in ('waiting', 'queued') and due <= :until
            and (due, id) > (:due, :id)
          order by due, id limit :limit
          """);

  private static final EngineStatement WORKFLOW_DEFINITION =
      new EngineStatement(
          "WORKFLOW_DEFINITION",
          EngineJob.JOURNAL,
          "select spec from workflow_definition where tenant = :tenant and digest = :digest");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          RUN_EVENTS,
          RUN_REOPENINGS,
          REOPEN_RUN,
          RUN_EVENTS_ASIDE,
          SET_RUN_EVENTS_ASIDE,
          RUN_EVENT,
          RUN,
          RUNS_AT_ONCE,
          RUN_EVENTS_AT_ONCE,
          RUN_POSITION,
          UNFINISHED_RUNS,
          DUE_RUNS,
          WORKFLOW_DEFINITION);

  private static final int FETCH = 500;

  /**
   * How far a run is.
   *
   * @param seq number of its last event; 0 for none
   */
  public record Position(RunPhase phase, int seq) {}

  /**
   * A run that is not over.
   *
   * @param due when it is to be taken up; null for at once
   */
  public record Unfinished(UUID run, UUID tenant, @Nullable Instant due) {}

  /**
   * Runs that a start takes up: those that do not wait, oldest first, then those without a time.
   * One that is held until a time is none of them, nor one that another carrier has begun.
   */
  public static List<Unfinished> unfinished(EngineTransaction tx) {
    return tx.query(UNFINISHED_RUNS).map((row, context) -> unfinished(row)).list();
  }

  /**
   * Runs that wait, whose time comes until then.
   *
   * @param after the last one that is known; null for none
   * @param most how many at most, in the order of their times
   */
  public static List<Unfinished> due(
      EngineTransaction tx, Instant until, @Nullable Unfinished after, int most) {
    Instant due = after == null ? null : after.due();
    return tx.query(DUE_RUNS)
        .bind("until", until)
        .bind("due", due == null ? Instant.EPOCH : due)
        .bind("id", after == null ? new UUID(0, 0) : after.run())
        .bind("limit", most)
        .map((row, context) -> unfinished(row))
        .list();
  }

  private static Unfinished unfinished(ResultSet row) throws SQLException {
    return new Unfinished(
        row.getObject("id", UUID.class),
        row.getObject("tenant", UUID.class),
        RunRows.optional(row, "due"));
  }

  public static Optional<StoredRun> run(EngineTransaction tx, UUID id) {
    return tx.query(RUN).bind("id", id).map((row, context) -> RunRows.run(row)).findOne();
  }

  /** Those of some runs that are not over, and of whose events none was set aside. */
  public static List<StoredRun> runs(EngineTransaction tx, Collection<UUID> ids) {
    return tx.query(RUNS_AT_ONCE)
        .bindArray("ids", UUID.class, ids)
        .map((row, context) -> RunRows.run(row))
        .list();
  }

  /**
   * The first events of each of some runs, in their order.
   *
   * @param most of each run
   */
  public static void events(
      EngineTransaction tx, Collection<RunBirth> runs, int most, BiConsumer<UUID, EventRow> each) {
    tx.query(RUN_EVENTS_AT_ONCE)
        .bindArray("runs", UUID.class, runs.stream().map(RunBirth::id).toList())
        .bindArray("borns", String.class, runs.stream().map(run -> run.born().toString()).toList())
        .bind("most", most)
        .setFetchSize(FETCH)
        .map((row, context) -> Map.entry(row.getObject("run", UUID.class), RunRows.event(row)))
        .forEach(event -> each.accept(event.getKey(), event.getValue()));
  }

  /** How far a run is: its phase, and the number of its last event. */
  public static Optional<Position> position(EngineTransaction tx, UUID id) {
    return tx.query(RUN_POSITION)
        .bind("id", id)
        .map(
            (row, context) ->
                new Position(RunPhase.ofWire(row.getString("state")), row.getInt("seq")))
        .findOne();
  }

  /** The spec that a run goes by. */
  public static Optional<StoredJson> definition(EngineTransaction tx, UUID tenant, Digest digest) {
    return tx.query(WORKFLOW_DEFINITION)
        .bind("tenant", tenant)
        .bind("digest", digest.bytes())
        .map((row, context) -> StoredJson.stored(row.getBytes("spec")))
        .findOne();
  }

  /** The events of a run in their order. */
  public static void events(EngineTransaction tx, RunBirth run, Consumer<EventRow> each) {
    events(tx, run, 0, Integer.MAX_VALUE, each);
  }

  /** The events of a run after one, up to another, in their order. */
  public static void events(
      EngineTransaction tx, RunBirth run, int after, int to, Consumer<EventRow> each) {
    tx.query(RUN_EVENTS)
        .bind("born", run.born())
        .bind("run", run.id())
        .bind("after", after)
        .bind("to", to)
        .setFetchSize(FETCH)
        .map((row, context) -> RunRows.event(row))
        .forEach(each);
  }

  /** The events of a run that tell that it was reopened. */
  public static void reopenings(EngineTransaction tx, RunBirth run, Consumer<EventRow> each) {
    tx.query(RUN_REOPENINGS)
        .bind("born", run.born())
        .bind("run", run.id())
        .bind("kind", EventKind.REOPENED.number())
        .map((row, context) -> RunRows.event(row))
        .forEach(each);
  }

  /**
   * Lets a run that has failed or was cancelled go on with a message; false when it cannot.
   *
   * @param starter who counts as having started it from then on; null for who does now
   */
  public static boolean reopen(
      EngineTransaction tx, UUID run, InboxMessage message, @Nullable Principal starter) {
    StoredJson payload = message.payload();
    return tx.update(REOPEN_RUN)
            .bind("run", run)
            .bind("id", message.id())
            .bind("name", message.name())
            .bind("payload", payload == null ? null : payload.array())
            .bind("by", message.by())
            .bindMap(PrincipalColumns.values("starter", starter))
            .execute()
        > 0;
  }

  /** Numbers of the events of a run that were set aside. */
  public static Set<Integer> aside(EngineTransaction tx, UUID run) {
    return tx.query(RUN_EVENTS_ASIDE)
        .bind("run", run)
        .mapTo(Integer.class)
        .collect(Collectors.toSet());
  }

  /** Takes events out of a journal and keeps them beside it. */
  public static void setAside(
      EngineTransaction tx,
      RunBirth run,
      Collection<Integer> seqs,
      Instant at,
      String by,
      String reason) {
    tx.update(SET_RUN_EVENTS_ASIDE)
        .bind("born", run.born())
        .bind("run", run.id())
        .bind("tenant", run.scope().tenant())
        .bindArray("seqs", Integer.class, seqs)
        .bind("moved", at)
        .bind("by", by)
        .bind("reason", reason)
        .execute();
  }

  /** Whether an event stands in the journal exactly as it was to be written. */
  public static boolean holds(EngineTransaction tx, JournalEntry entry, EventRow event) {
    return tx.query(RUN_EVENT)
        .bind("born", entry.born())
        .bind("run", entry.run())
        .bind("seq", event.seq())
        .map((row, context) -> StoredJson.stored(row.getBytes("payload")))
        .findOne()
        .filter(event.payload()::equals)
        .isPresent();
  }
}
