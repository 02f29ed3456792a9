package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores messages to runs in their inbox, and reads those that wait. */
public final class RunInboxStore {

  /** Messages to one run that may wait at one time; as many cancellations and signals besides. */
  public static final int MOST = 1_000;

  /** Bytes of the messages to one run that may wait at one time; as many of signals besides. */
  public static final int MOST_BYTES = 64 << 20;

  private static final List<String> KINDS =
      Arrays.stream(InboxMessage.Kind.values()).map(InboxMessage.Kind::wire).toList();

  private static final EngineStatement WAITING_RUN_MESSAGES =
      new EngineStatement(
          "WAITING_RUN_MESSAGES",
          EngineJob.JOURNAL,
          """
          select id, kind, name, payload, by from run_inbox
          where run = :run and taken is null and not kept and kind = any(:kinds)
            and (claimed is null or claimed > :seq)
          order by at, id
          """);

  private static final EngineStatement WAITING_MESSAGES_AT_ONCE =
      new EngineStatement(
          "WAITING_MESSAGES_AT_ONCE",
          EngineJob.JOURNAL,
          """
          select w.run, m.id, m.kind, m.name, m.payload, m.by from unnest(:runs::uuid[]) as w (run)
          cross join lateral (
            select id, kind, name, payload, by from run_inbox
            where run = w.run and taken is null and not kept and kind = any(:kinds)
            order by at, id limit :most) m
          """);

  private static final EngineStatement RUNS_WITH_MESSAGES =
      new EngineStatement(
          "RUNS_WITH_MESSAGES",
          EngineJob.JOURNAL,
          """
          select run, tenant, bool_or(kind in ('cancel', 'pause')) as urgent from run_inbox
          where taken is null and claimed is null and not kept and kind = any(:kinds) and run > :after
            and (kind = 'cancel' or not exists (
              select from run r
              where r.id = run_inbox.run and r.state = 'queued'
                and (r.limit_key is not null or r.due = '9999-12-31 00:00:00+00'
                  or (r.settle_key is not null and run_inbox.kind <> 'again'))))
          group by run, tenant order by run limit :limit
          """);

  private static final EngineStatement WAITING_RUN_SIGNALS =
      new EngineStatement(
          "WAITING_RUN_SIGNALS",
          EngineJob.JOURNAL,
          """
          select id, kind, name, payload, by from run_inbox
          where run = :run and taken is null and kind = 'signal' and name = :name
            and (claimed is null or claimed > :seq)
          order by at, id limit :limit
          """);

  private static final EngineStatement KEEP_CARRIED_MESSAGES =
      new EngineStatement(
          "KEEP_CARRIED_MESSAGES",
          EngineJob.JOURNAL,
          """
          update run_inbox set kept = true
          where run = :run and id = any(:ids) and taken is null and not kept
          """);

  private static final EngineStatement KEEP_RUN_MESSAGES =
      new EngineStatement(
          "KEEP_RUN_MESSAGES",
          EngineJob.JOURNAL,
          KEEP_CARRIED_MESSAGES.sql()
              + "  and exists (select from engine_seat where epoch = :epoch)\n");

  private static final EngineStatement REFUSE_RUN_MESSAGES =
      new EngineStatement(
          "REFUSE_RUN_MESSAGES",
          EngineJob.JOURNAL,
          """
          update run_inbox i set taken = now(), refused = :why
          where run = :run and taken is null and exists (
            select from run r where r.id = i.run and r.finished is not null)
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          WAITING_RUN_MESSAGES,
          WAITING_MESSAGES_AT_ONCE,
          RUNS_WITH_MESSAGES,
          WAITING_RUN_SIGNALS,
          KEEP_CARRIED_MESSAGES,
          KEEP_RUN_MESSAGES,
          REFUSE_RUN_MESSAGES);

  /** The outcome of storing a message. */
  public enum Storing {
    /** It is stored, or was before. */
    STORED,
    /** There is no such run. */
    UNKNOWN,
    /** The run is over. */
    OVER,
    /** As many wait as may. */
    FULL
  }

  /**
   * A run for which messages wait.
   *
   * @param urgent whether one of them is {@linkplain InboxMessage.Kind#urgent urgent}
   */
  public record Addressed(UUID run, UUID tenant, boolean urgent) {}

  /**
   * A message that is taken.
   *
   * @param refused why it had no effect; null when it had
   */
  public record Outcome(@Nullable String refused) {}

  /**
   * Stores a message, unless one of its id is there already.
   *
   * @param tell whether other servers are told with the commit
   */
  public static Storing put(Transaction tx, UUID run, InboxMessage message, boolean tell) {
    StoredJson payload = message.payload();
    return tx.query(
            """
            with target as (
              select finished is not null as over,
                (select count(*) >= :most
                    or coalesce(sum(octet_length(payload)), 0) + :bytes > :mostBytes
                  from run_inbox i
                  where i.tenant = current_tenant() and i.run = :run and taken is null
                    and (kind = :kind
                      or not (kind in ('cancel', 'signal') or :kind in ('cancel', 'signal'))))
                  as no_room,
                exists (select from run_inbox i
                  where i.tenant = current_tenant() and i.id = :id) as there
              from run where tenant = current_tenant() and id = :run),
            added as (
              insert into run_inbox (tenant, id, run, kind, name, payload, by, at)
              select current_tenant(), :id, :run, :kind, :name, :payload, :by, clock_timestamp()
              from target where not over and not no_room and not there
              on conflict do nothing returning tenant),
            told as (
              select pg_notify('auterity_changes', 'run_inbox ' || tenant) from added where :tell)
            select case when there or exists (select from added) then 'stored'
              when over then 'over' when no_room then 'full' else 'stored' end as storing,
              (select count(*) from told) as told
            from target
            """)
        .bind("run", run)
        .bind("most", MOST)
        .bind("bytes", payload == null ? 0 : payload.size())
        .bind("mostBytes", MOST_BYTES)
        .bind("id", message.id())
        .bind("kind", message.kind().wire())
        .bind("name", message.name())
        .bind("payload", payload == null ? null : payload.array())
        .bind("by", message.by())
        .bind("tell", tell)
        .map((row, context) -> Storing.valueOf(row.getString(1).toUpperCase(Locale.ROOT)))
        .findOne()
        .orElse(Storing.UNKNOWN);
  }

  /** The outcome of a message; empty while it waits. */
  public static Optional<Outcome> outcome(Transaction tx, UUID message) {
    return tx.query(
            """
            select refused from run_inbox
            where tenant = current_tenant() and id = :id and taken is not null
            """)
        .bind("id", message)
        .map((row, context) -> new Outcome(row.getString("refused")))
        .findOne();
  }

  /**
   * Messages that wait for a run, the oldest first; those of unknown kinds are left out, and those
   * that are {@linkplain #keep kept}.
   */
  public static List<InboxMessage> waiting(EngineTransaction tx, UUID run) {
    return waiting(tx, run, 0);
  }

  /**
   * As {@link #waiting(EngineTransaction, UUID)}, of a run that another carrier carries on.
   *
   * @param seq number of its last event; what is claimed for later ones waits again
   */
  public static List<InboxMessage> waiting(EngineTransaction tx, UUID run, int seq) {
    return tx.query(WAITING_RUN_MESSAGES)
        .bind("run", run)
        .bind("seq", seq)
        .bindArray("kinds", String.class, KINDS)
        .map((row, context) -> message(row))
        .list();
  }

  /**
   * The first messages that wait for each of some runs, the oldest first.
   *
   * @param most of each run
   */
  public static Map<UUID, List<InboxMessage>> waiting(
      EngineTransaction tx, Collection<UUID> runs, int most) {
    return tx.query(WAITING_MESSAGES_AT_ONCE)
        .bindArray("runs", UUID.class, runs)
        .bindArray("kinds", String.class, KINDS)
        .bind("most", most)
        .map((row, context) -> Map.entry(row.getObject("run", UUID.class), message(row)))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static InboxMessage message(ResultSet row) throws SQLException {
    byte[] payload = row.getBytes("payload");
    return new InboxMessage(
        row.getObject("id", UUID.class),
        InboxMessage.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("name"),
        payload == null ? null : StoredJson.stored(payload),
        row.getString("by"));
  }

  /** Signals of a name that wait for a run, the oldest first, whether they are kept or not. */
  public static List<InboxMessage> signals(EngineTransaction tx, UUID run, String name, int limit) {
    return signals(tx, run, 0, name, limit);
  }

  /** The same of a run that another carrier carries on, as {@link #waiting} has its messages. */
  public static List<InboxMessage> signals(
      EngineTransaction tx, UUID run, int seq, String name, int limit) {
    return tx.query(WAITING_RUN_SIGNALS)
        .bind("run", run)
        .bind("seq", seq)
        .bind("name", name)
        .bind("limit", limit)
        .map((row, context) -> message(row))
        .list();
  }

  /**
   * Keeps messages that nothing in the run waits for yet: the run is not told of them again.
   *
   * @param epoch under which the seat is held; else nothing is done
   */
  public static int keep(EngineTransaction tx, long epoch, UUID run, List<UUID> messages) {
    return tx.update(KEEP_RUN_MESSAGES)
        .bind("run", run)
        .bindArray("ids", UUID.class, messages)
        .bind("epoch", epoch)
        .execute();
  }

  /** Keeps them for a run whose fence is sure. */
  static void keep(EngineTransaction tx, UUID run, List<UUID> messages) {
    tx.update(KEEP_CARRIED_MESSAGES)
        .bind("run", run)
        .bindArray("ids", UUID.class, messages)
        .execute();
  }

  /**
   * Runs after one, in the order of their ids, for which messages wait; those of runs that wait for
   * the turn of their limit, or may not begin yet, are left, but for cancellations.
   */
  public static List<Addressed> addressed(EngineTransaction tx, UUID after, int limit) {
    return tx.query(RUNS_WITH_MESSAGES)
        .bindArray("kinds", String.class, KINDS)
        .bind("after", after)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Addressed(
                    row.getObject("run", UUID.class),
                    row.getObject("tenant", UUID.class),
                    row.getBoolean("urgent")))
        .list();
  }

  /** Takes what waits for a run that is over, without effect. */
  public static int refuse(EngineTransaction tx, UUID run, String why) {
    return tx.update(REFUSE_RUN_MESSAGES).bind("run", run).bind("why", why).execute();
  }
}
