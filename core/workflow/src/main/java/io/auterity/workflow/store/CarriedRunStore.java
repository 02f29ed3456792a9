package io.auterity.workflow.store;

import io.auterity.platform.database.ColumnArrays;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.journal.CarriedPosition;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Rows of runs that another carrier than the journal carries on, one run at a time. Each change
 * names its fence: one that is older than the last of its run changes nothing.
 */
public final class CarriedRunStore {

  private static final EngineStatement FENCE_RUN =
      new EngineStatement(
          "FENCE_RUN",
          EngineJob.JOURNAL,
          """
          update run set fence = :fence
          where id = :run and finished is null and carrier is not null
            and coalesce(fence, 0) <= :fence
          """);

  private static final EngineStatement TAKE_CARRIED_RUN =
      new EngineStatement(
          "TAKE_CARRIED_RUN",
          EngineJob.JOURNAL,
          """
          update run set fence = greatest(coalesce(run.fence, 0) + 1, :fence),
            state = case run.state when 'queued' then 'running' else run.state end,
            started = coalesce(run.started, :now)
          from (select id, state from run where id = :run for update) as before
          where run.id = before.id and finished is null and carrier is not null
          returning run.born, run.fence, before.state, coalesce(published, 0) as published,
            coalesce(accepted, created) as accepted
          """);

  private static final EngineStatement CARRIER_OF_RUN =
      new EngineStatement(
          "CARRIER_OF_RUN",
          EngineJob.JOURNAL,
          """
          select carrier from run
          where id = :run and finished is null and carrier is not null
            and (state <> 'queued' or :queued)
          """);

  private static final EngineStatement CARRIED_RUNS =
      new EngineStatement(
          "CARRIED_RUNS",
          EngineJob.JOURNAL,
          """
          select id, carrier from run
          where carrier is not null and finished is null and id > :after
            and (state <> 'queued' or (limit_key is null and settle_key is null and due is null
              and created < now() - interval '1 minute'))
          order by id limit :limit
          """);

  private static final EngineStatement PUBLISHED =
      new EngineStatement(
          "PUBLISHED",
          EngineJob.JOURNAL,
          """
          select coalesce(published, 0) from run
          where id = :run and finished is null and carrier is not null
          """);

  private static final EngineStatement PUBLISH =
      new EngineStatement(
          "PUBLISH",
          EngineJob.JOURNAL,
          """
          update run set published = :to
          where id = :run and finished is null and carrier is not null
            and coalesce(published, 0) = :from
          """);

  private static final EngineStatement LAST_RUN_EVENT =
      new EngineStatement(
          "LAST_RUN_EVENT",
          EngineJob.JOURNAL,
          """
          select coalesce(max(seq), 0) from (
            select seq from run_event where born = :born and run = :run
            union all select seq from run_event_aside where run = :run) as e
          """);

  private static final EngineStatement REMOVE_RUN_EVENTS =
      new EngineStatement(
          "REMOVE_RUN_EVENTS",
          EngineJob.JOURNAL,
          "delete from run_event where born = :born and run = :run and seq >= :seq");

  private static final EngineStatement RECORD_RUN_EVENTS =
      new EngineStatement("RECORD_RUN_EVENTS", EngineJob.JOURNAL, JournalStore.INSERT_EVENTS);

  private static final EngineStatement RELEASE_RUN_MESSAGES =
      new EngineStatement(
          "RELEASE_RUN_MESSAGES",
          EngineJob.JOURNAL,
          """
          update run_inbox set claimed = null, refused = null
          where run = :run and taken is null and claimed >= :seq
          """);

  private static final EngineStatement CLAIM_RUN_MESSAGES =
      new EngineStatement(
          "CLAIM_RUN_MESSAGES",
          EngineJob.JOURNAL,
          """
          update run_inbox set claimed = t.seq, refused = t.refused
          from unnest(?::uuid[], ?::uuid[], ?::int[], ?::text[]) as t (tenant, id, seq, refused)
          where run_inbox.tenant = t.tenant and run_inbox.id = t.id and run_inbox.taken is null
          """);

  private static final EngineStatement TAKE_CLAIMED_MESSAGES =
      new EngineStatement(
          "TAKE_CLAIMED_MESSAGES",
          EngineJob.JOURNAL,
          "update run_inbox set taken = now() where run = :run and taken is null and claimed <= :seq");

  private static final EngineStatement NOTIFY_INBOX =
      new EngineStatement(
          "NOTIFY_INBOX",
          EngineJob.JOURNAL,
          "select pg_notify('auterity_changes', 'run_inbox ' || :tenant) is null");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          FENCE_RUN,
          TAKE_CARRIED_RUN,
          CARRIER_OF_RUN,
          CARRIED_RUNS,
          PUBLISHED,
          PUBLISH,
          LAST_RUN_EVENT,
          REMOVE_RUN_EVENTS,
          RECORD_RUN_EVENTS,
          RELEASE_RUN_MESSAGES,
          CLAIM_RUN_MESSAGES,
          TAKE_CLAIMED_MESSAGES,
          NOTIFY_INBOX);

  /** A run that another carrier than the journal has begun to carry on. */
  public record Carried(UUID run, String carrier) {}

  private record Begun(
      LocalDate born, boolean begun, long fence, int published, Instant accepted) {}

  /**
   * Takes a run over, which begins with that if it has not; what was claimed with its events is
   * taken. Empty where it is over or unknown.
   *
   * @param fence what it is at least
   */
  public static Optional<CarriedPosition> take(
      EngineTransaction tx, UUID run, long fence, Instant now) {
    return tx.query(TAKE_CARRIED_RUN)
        .bind("run", run)
        .bind("fence", fence)
        .bind("now", now)
        .map(
            (row, context) ->
                new Begun(
                    row.getObject("born", LocalDate.class),
                    RunPhase.ofWire(row.getString("state")) != RunPhase.QUEUED,
                    row.getLong("fence"),
                    row.getInt("published"),
                    RunRows.at(row, "accepted")))
        .findOne()
        .map(row -> position(tx, run, row));
  }

  private static CarriedPosition position(EngineTransaction tx, UUID run, Begun row) {
    int seq =
        tx.query(LAST_RUN_EVENT)
            .bind("born", row.born())
            .bind("run", run)
            .mapTo(Integer.class)
            .one();
    tx.update(TAKE_CLAIMED_MESSAGES).bind("run", run).bind("seq", seq).execute();
    release(tx, run, seq + 1);
    // A turn that was lost may have begun it, of which nothing is known.
    boolean begun = row.begun() && seq > 0;
    return new CarriedPosition(seq, begun, row.fence(), row.published(), row.accepted());
  }

  private static boolean fence(EngineTransaction tx, UUID run, long fence) {
    return tx.update(FENCE_RUN).bind("run", run).bind("fence", fence).execute() > 0;
  }

  /**
   * Replaces the events of a run from one on by those of an entry, and claims its messages for
   * them: a run that goes on from its rows does not take these again; false when the fence is too
   * old.
   */
  public static boolean record(EngineTransaction tx, long fence, int from, JournalEntry entry) {
    if (!fence(tx, entry.run(), fence)) {
      return false;
    }
    tx.update(REMOVE_RUN_EVENTS)
        .bind("born", entry.born())
        .bind("run", entry.run())
        .bind("seq", from)
        .execute();
    release(tx, entry.run(), from);
    if (!entry.events().isEmpty()) {
      tx.update(RECORD_RUN_EVENTS, JournalStore.events(List.of(entry), entry.events().size()));
      if (!entry.taken().isEmpty()) {
        tx.update(CLAIM_RUN_MESSAGES, claims(entry));
      }
    }
    changeHead(tx, entry);
    return true;
  }

  private static void changeHead(EngineTransaction tx, JournalEntry entry) {
    RunHead head = entry.head();
    if (head != null) {
      JournalStore.updateHeads(tx, List.of(entry), List.of(head));
    }
  }

  private static ColumnArrays claims(JournalEntry entry) {
    int seq = entry.events().getLast().seq();
    ColumnArrays columns = new ColumnArrays(entry.taken().size());
    for (InboxMessage.Taken one : entry.taken()) {
      columns.row().add(entry.tenant()).add(one.id()).add(seq).add(one.refused());
    }
    return columns;
  }

  /** Number of the event up to which others know of a run; empty when it is over or unknown. */
  public static Optional<Integer> published(EngineTransaction tx, UUID run) {
    return tx.query(PUBLISHED).bind("run", run).mapTo(Integer.class).findOne();
  }

  /**
   * Makes public what others act on, as an entry has it: messages that were taken, approvals, the
   * end.
   *
   * @param from number of the event up to which others know of the run
   * @param to the same from now on
   * @return false when they know of another one, and nothing is done
   */
  public static boolean publish(EngineTransaction tx, int from, int to, JournalEntry entry) {
    boolean first =
        tx.update(PUBLISH).bind("run", entry.run()).bind("from", from).bind("to", to).execute() > 0;
    if (first) {
      takeMessages(tx, entry);
      JournalStore.putApprovals(tx, List.of(entry));
      end(tx, entry);
    }
    return first;
  }

  /** Ends a run that cannot go on, by the head of an entry; false when the fence is too old. */
  public static boolean fail(EngineTransaction tx, long fence, JournalEntry entry) {
    boolean last = fence(tx, entry.run(), fence);
    if (last) {
      end(tx, entry);
    }
    return last;
  }

  private static void end(EngineTransaction tx, JournalEntry entry) {
    changeHead(tx, entry);
    if (entry.child()) {
      var _ = tx.query(NOTIFY_INBOX).bind("tenant", entry.tenant()).mapTo(Boolean.class).one();
    }
  }

  /** Takes the messages of an entry for good. */
  public static boolean takeMessages(EngineTransaction tx, JournalEntry entry) {
    JournalStore.take(tx, List.of(entry));
    return true;
  }

  private static void release(EngineTransaction tx, UUID run, int seq) {
    tx.update(RELEASE_RUN_MESSAGES).bind("run", run).bind("seq", seq).execute();
  }

  /**
   * What carries on a run that is not over; empty for the journal.
   *
   * @param queued whether one counts that has not begun
   */
  public static Optional<String> carrier(EngineTransaction tx, UUID run, boolean queued) {
    return tx.query(CARRIER_OF_RUN)
        .bind("run", run)
        .bind("queued", queued)
        .mapTo(String.class)
        .findOne();
  }

  /**
   * Runs after one that are begun and not over, or that should have been for a minute, in the order
   * of their ids.
   */
  public static List<Carried> carried(EngineTransaction tx, UUID after, int limit) {
    return tx.query(CARRIED_RUNS)
        .bind("after", after)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Carried(row.getObject("id", UUID.class), row.getString("carrier")))
        .list();
  }

  /** Keeps messages that nothing waits for yet; false when the fence is too old. */
  public static boolean keep(EngineTransaction tx, UUID run, long fence, List<UUID> messages) {
    boolean last = fence(tx, run, fence);
    if (last) {
      RunInboxStore.keep(tx, run, messages);
    }
    return last;
  }
}
