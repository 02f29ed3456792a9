package io.auterity.workflow.store;

import io.auterity.platform.database.ColumnArrays;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.seat.SeatLostException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Writes entries of the journal; each kind of row with one statement for the whole batch. */
public final class JournalStore {

  private static final EngineStatement HOLDS_ENGINE_SEAT =
      new EngineStatement(
          "HOLDS_ENGINE_SEAT",
          EngineJob.JOURNAL,
          "select exists (select from engine_seat where epoch = :epoch)");

  private static final EngineStatement INSERT_RUNS =
      new EngineStatement(
          "INSERT_RUNS",
          EngineJob.JOURNAL,
          """
          insert into run (
            id, tenant, born, workflow, version, definition_digest, input_digest, principal,
            principal_name, principal_type, door, labels, state, created, started, input,
            engine, descent, trace, parent, parent_step, depth, limit_key, start_key, settle_key,
            starter, starter_name, starter_type, address, carrier)
          select id, tenant, date '1970-01-01' + born, workflow, version, definition_digest,
            input_digest, principal, principal_name, principal_type, door, labels, state,
            timestamptz 'epoch' + created * interval '1 microsecond',
            timestamptz 'epoch' + started * interval '1 microsecond', input, engine,
            descent, trace, parent, parent_step, depth, limit_key, start_key, settle_key,
            starter, starter_name, starter_type, address, carrier
          from unnest(?::uuid[], ?::uuid[], ?::int[], ?::text[], ?::int[], ?::bytea[], ?::bytea[],
              ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
              ?::bigint[], ?::bytea[], ?::int[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::int[],
              ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
            as r (id, tenant, born, workflow, version, definition_digest, input_digest, principal,
              principal_name, principal_type, door, labels, state, created, started, input,
              engine, descent, trace, parent, parent_step, depth, limit_key, start_key, settle_key,
              starter, starter_name, starter_type, address, carrier)
          on conflict do nothing
          """);

  /** Inserts rows of events, whose columns are the parameters. */
  static final String INSERT_EVENTS =
      """
      insert into run_event (born, run, seq, tenant, node, path, round, kind, payload, at)
      select date '1970-01-01' + born, run, seq, tenant, node, path::int[], round, kind, payload,
        timestamptz 'epoch' + at * interval '1 microsecond'
      from unnest(?::int[], ?::uuid[], ?::int[], ?::uuid[], ?::int[], ?::text[], ?::int[],
          ?::int[], ?::bytea[], ?::bigint[])
        as e (born, run, seq, tenant, node, path, round, kind, payload, at)
      """;

  private static final EngineStatement ADD_RUN_EVENTS =
      new EngineStatement(
          "ADD_RUN_EVENTS",
          EngineJob.JOURNAL,
          INSERT_EVENTS + "where exists (select from engine_seat where epoch = ?)\n");

  private static final EngineStatement ADD_MISSING_RUN_EVENTS =
      new EngineStatement(
          "ADD_MISSING_RUN_EVENTS",
          EngineJob.JOURNAL,
          ADD_RUN_EVENTS.sql() + "on conflict do nothing");

  private static final EngineStatement UPDATE_RUN_HEADS =
      new EngineStatement(
          "UPDATE_RUN_HEADS",
          EngineJob.JOURNAL,
          """
          update run set state = h.state,
            due = timestamptz 'epoch' + h.due * interval '1 microsecond',
            paused = timestamptz 'epoch' + h.paused * interval '1 microsecond',
            paused_by = h.paused_by, round = h.round,
            started = coalesce(timestamptz 'epoch' + h.started * interval '1 microsecond', run.started),
            finished = timestamptz 'epoch' + h.finished * interval '1 microsecond',
            output = h.output, failure = h.failure, progress = h.progress
          from unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::int[],
              ?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[])
            as h (id, state, due, paused, paused_by, round, started, finished, output, failure, progress)
          where run.id = h.id and run.finished is null
          returning run.id
          """);

  private static final EngineStatement TAKE_RUN_MESSAGES =
      new EngineStatement(
          "TAKE_RUN_MESSAGES",
          EngineJob.JOURNAL,
          """
          update run_inbox set taken = now(), refused = t.refused
          from unnest(?::uuid[], ?::uuid[], ?::text[]) as t (tenant, id, refused)
          where run_inbox.tenant = t.tenant and run_inbox.id = t.id and run_inbox.taken is null
          """);

  // What a parent that is over would take is not stored.
  private static final EngineStatement STORE_CHILD_ENDS =
      new EngineStatement(
          "STORE_CHILD_ENDS",
          EngineJob.JOURNAL,
          """
          insert into run_inbox (tenant, id, run, kind, name, payload, by, at)
          select c.tenant, c.id, c.parent, 'child_ended', c.parent_step,
            convert_to(format('{"run": "%s", "state": "%s", "output": %s, "failure": %s}',
              c.id, c.state, coalesce(convert_from(c.output, 'UTF8'), 'null'),
              coalesce(convert_from(c.failure, 'UTF8'), 'null')), 'UTF8'),
            'the run', clock_timestamp()
          from run c join run p on p.id = c.parent and p.tenant = c.tenant
          where c.id = any(?::uuid[]) and p.finished is null
          on conflict do nothing
          """);

  private static final EngineStatement STORE_EVENTS =
      new EngineStatement(
          "STORE_EVENTS",
          EngineJob.JOURNAL,
          """
          insert into outbox (id, tenant, event, due)
          select id, tenant, event, timestamptz 'epoch' + due * interval '1 microsecond'
          from unnest(?::uuid[], ?::uuid[], ?::bytea[], ?::bigint[]) as e (id, tenant, event, due)
          on conflict do nothing
          """);

  private static final EngineStatement MAKE_DAYS =
      new EngineStatement(
          "MAKE_DAYS",
          EngineJob.JOURNAL,
          "select coalesce(sum(create_day_partitions(day)), 0)::int from unnest(:days::date[]) as"
              + " day");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      EngineStatement.all(
          List.of(
              List.of(
                  HOLDS_ENGINE_SEAT,
                  INSERT_RUNS,
                  ADD_RUN_EVENTS,
                  ADD_MISSING_RUN_EVENTS,
                  UPDATE_RUN_HEADS,
                  TAKE_RUN_MESSAGES,
                  STORE_CHILD_ENDS,
                  STORE_EVENTS,
                  MAKE_DAYS),
              ApprovalRows.STATEMENTS));

  /**
   * Writes events, none of which is there yet, with one statement.
   *
   * @param epoch under which the seat is held
   * @throws SeatLostException when it is not
   */
  public static int add(EngineTransaction tx, long epoch, List<JournalEntry> entries) {
    int events = count(entries);
    int added = addEvents(tx, ADD_RUN_EVENTS, epoch, events(entries, events));
    if (added < events) {
      throw new SeatLostException(epoch);
    }
    return added;
  }

  /**
   * Writes what is not there yet; the number of event rows that were already there.
   *
   * @param epoch under which the seat is held
   * @throws SeatLostException when it is not
   */
  public static int write(
      EngineTransaction tx, long epoch, List<JournalEntry> entries, Collection<RunHead> heads) {
    requireSeat(tx, epoch);
    addRuns(tx, entries);
    int known = addMissingEvents(tx, epoch, entries);
    if (!heads.isEmpty()) {
      updateHeads(tx, entries, heads);
    }
    take(tx, entries);
    putApprovals(tx, entries);
    return known;
  }

  /** Writes a run that begins later, at the server that has the seat; false when it is there. */
  public static boolean insert(EngineTransaction tx, JournalEntry birth) {
    return addRuns(tx, List.of(birth)) > 0;
  }

  private static void requireSeat(EngineTransaction tx, long epoch) {
    boolean held = tx.query(HOLDS_ENGINE_SEAT).bind("epoch", epoch).mapTo(Boolean.class).one();
    if (!held) {
      throw new SeatLostException(epoch);
    }
  }

  private static int addRuns(EngineTransaction tx, List<JournalEntry> entries) {
    int births = (int) entries.stream().filter(entry -> entry.birth() != null).count();
    return births == 0 ? 0 : tx.update(INSERT_RUNS, births(entries, births));
  }

  private static int addMissingEvents(
      EngineTransaction tx, long epoch, List<JournalEntry> entries) {
    int events = count(entries);
    return events == 0
        ? 0
        : events - addEvents(tx, ADD_MISSING_RUN_EVENTS, epoch, events(entries, events));
  }

  private static int addEvents(
      EngineTransaction tx, EngineStatement sql, long epoch, ColumnArrays events) {
    try (PreparedStatement statement = tx.prepare(sql)) {
      events.bind(statement);
      statement.setLong(events.columns() + 1, epoch);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  // What has ended is left as it is, and its end is not told again.
  static void updateHeads(
      EngineTransaction tx, List<JournalEntry> entries, Collection<RunHead> heads) {
    Set<UUID> changed = changed(tx, heads(heads));
    List<JournalEntry> ofChanged =
        entries.stream().filter(entry -> changed.contains(entry.run())).toList();
    tell(tx, ofChanged.stream().map(JournalEntry::completed).filter(Objects::nonNull).toList());
    tellParents(tx, ofChanged.stream().filter(JournalEntry::child).map(JournalEntry::run).toList());
  }

  private static Set<UUID> changed(EngineTransaction tx, ColumnArrays heads) {
    Set<UUID> changed = new HashSet<>();
    try (PreparedStatement statement = tx.prepare(UPDATE_RUN_HEADS)) {
      heads.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          changed.add(rows.getObject(1, UUID.class));
        }
      }
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
    return changed;
  }

  private static void tell(EngineTransaction tx, List<CloudEvent> events) {
    if (!events.isEmpty()) {
      tx.update(STORE_EVENTS, cloudEvents(events));
    }
  }

  private static void tellParents(EngineTransaction tx, List<UUID> children) {
    if (!children.isEmpty()) {
      ColumnArrays columns = new ColumnArrays(children.size());
      children.forEach(child -> columns.row().add(child));
      tx.update(STORE_CHILD_ENDS, columns);
    }
  }

  static void take(EngineTransaction tx, List<JournalEntry> entries) {
    int messages = entries.stream().mapToInt(entry -> entry.taken().size()).sum();
    if (messages == 0) {
      return;
    }
    ColumnArrays columns = new ColumnArrays(messages);
    for (JournalEntry entry : entries) {
      for (InboxMessage.Taken one : entry.taken()) {
        columns.row().add(entry.tenant()).add(one.id()).add(one.refused());
      }
    }
    tx.update(TAKE_RUN_MESSAGES, columns);
  }

  static void putApprovals(EngineTransaction tx, List<JournalEntry> entries) {
    List<ApprovalRow> rows =
        entries.stream().map(JournalEntry::approvals).flatMap(List::stream).toList();
    ApprovalRows.put(tx, rows);
    tell(tx, rows.stream().map(ApprovalRow::told).filter(Objects::nonNull).toList());
  }

  /** Makes the partitions of some days that are not there; how many. */
  public static int makeDays(EngineTransaction tx, Collection<LocalDate> days) {
    return tx.query(MAKE_DAYS)
        .bindArray("days", LocalDate.class, List.copyOf(days))
        .mapTo(Integer.class)
        .one();
  }

  private static int count(List<JournalEntry> entries) {
    return entries.stream().mapToInt(entry -> entry.events().size()).sum();
  }

  private static ColumnArrays births(List<JournalEntry> entries, int rows) {
    ColumnArrays columns = new ColumnArrays(rows);
    for (JournalEntry entry : entries) {
      RunBirth birth = entry.birth();
      if (birth != null) {
        RunRows.add(columns, birth, entry.phase());
      }
    }
    return columns;
  }

  static ColumnArrays events(List<JournalEntry> entries, int rows) {
    ColumnArrays columns = new ColumnArrays(rows);
    for (JournalEntry entry : entries) {
      int born = (int) entry.born().toEpochDay();
      entry
          .events()
          .forEach(
              event ->
                  columns
                      .row()
                      .add(born)
                      .add(entry.run())
                      .add(event.seq())
                      .add(entry.tenant())
                      .add(event.node())
                      .add(RunRows.path(event.path()))
                      .add(event.round())
                      .add(event.kind())
                      .add(event.payload().array())
                      .add(event.at()));
    }
    return columns;
  }

  private static ColumnArrays heads(Collection<RunHead> heads) {
    ColumnArrays columns = new ColumnArrays(heads.size());
    for (RunHead head : heads) {
      columns
          .row()
          .add(head.run())
          .add(head.phase().wire())
          .add(head.due())
          .add(head.paused() == null ? null : head.paused().at())
          .add(head.paused() == null ? null : head.paused().by())
          .add(head.round())
          .add(head.started())
          .add(head.finished())
          .add(array(head.output()))
          .add(array(head.failure()))
          .add(array(head.progress()));
    }
    return columns;
  }

  private static byte @Nullable [] array(@Nullable StoredJson bytes) {
    return bytes == null ? null : bytes.array();
  }

  private static ColumnArrays cloudEvents(List<CloudEvent> events) {
    ColumnArrays columns = new ColumnArrays(events.size());
    for (CloudEvent event : events) {
      columns.row().add(event.id()).add(event.tenant()).add(event.bytes()).add(event.time());
    }
    return columns;
  }
}
