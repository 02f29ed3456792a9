package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.workflow.journal.StoredJson;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps which steps of a tenant's runs await events, and events that they may await. */
public final class EventWaitStore {

  private static final EngineStatement FORGET_AWAITED_EVENTS =
      new EngineStatement(
          "FORGET_AWAITED_EVENTS",
          EngineJob.JOURNAL,
          """
          delete from awaited_event where ctid = any(array(
            select ctid from awaited_event where at < :until limit 10000))
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(FORGET_AWAITED_EVENTS);

  /**
   * A step that awaits an event.
   *
   * @param key subject of the event; null for any
   */
  public record Wait(UUID run, String step, String type, @Nullable String key) {}

  /** An event that is kept. */
  public record Kept(UUID id, StoredJson event) {}

  /** Has steps that begin to wait for a type, and events of it, come one after another. */
  public static void lock(Transaction tx, String type) {
    tx.query(
            """
            select count(pg_advisory_xact_lock(
              hashtextextended('awaited/' || current_tenant() || '/' || :type, 0)))
            """)
        .bind("type", type)
        .mapTo(Long.class)
        .one();
  }

  /** Adds a step, unless it is there or its run is over. */
  public static void add(Transaction tx, Wait wait) {
    tx.update(
            """
            insert into run_wait (tenant, run, step, type, key)
            select current_tenant(), id, :step, :type, :key from run
            where tenant = current_tenant() and id = :run and finished is null
            on conflict do nothing
            """)
        .bind("run", wait.run())
        .bind("step", wait.step())
        .bind("type", wait.type())
        .bind("key", wait.key())
        .execute();
  }

  /** The steps that await an event. */
  public static List<Wait> waits(Transaction tx, String type, String subject) {
    return tx.query(
            """
            select run, step, type, key from run_wait
            where tenant = current_tenant() and type = :type and (key is null or key = :subject)
            order by run, step
            """)
        .bind("type", type)
        .bind("subject", subject)
        .map(
            (row, context) ->
                new Wait(
                    row.getObject("run", UUID.class),
                    row.getString("step"),
                    row.getString("type"),
                    row.getString("key")))
        .list();
  }

  /** Whether a step awaits events of a type, or one of a definition that runs go by. */
  public static boolean awaited(Transaction tx, String type) {
    return tx.query(
            """
            select exists (select from awaited_type where tenant = current_tenant() and type = :type)
              or exists (select from run_wait where tenant = current_tenant() and type = :type)
            """)
        .bind("type", type)
        .mapTo(Boolean.class)
        .one();
  }

  /** A step has its event. */
  public static void end(Transaction tx, Wait wait) {
    tx.update(
            """
            delete from run_wait
            where tenant = current_tenant() and run = :run and step = :step
            """)
        .bind("run", wait.run())
        .bind("step", wait.step())
        .execute();
  }

  /** Keeps an event, unless it is kept. */
  public static void keep(Transaction tx, CloudEvent event) {
    tx.update(
            """
            insert into awaited_event (tenant, id, type, subject, at, event)
            values (current_tenant(), :id, :type, :subject, :at, :event)
            on conflict do nothing
            """)
        .bind("id", event.id())
        .bind("type", event.type())
        .bind("subject", event.subject())
        .bind("at", event.time())
        .bind("event", event.bytes())
        .execute();
  }

  /** The first event that a step awaits and that its run has not had, since a time. */
  public static Optional<Kept> first(Transaction tx, Wait wait, Instant since) {
    return tx.query(
            """
            select e.id, e.event from awaited_event e
            where e.tenant = current_tenant() and e.type = :type
              and (:key::text is null or e.subject = :key::text) and e.at >= :since
              and not exists (select from run_inbox i
                where i.tenant = current_tenant() and i.run = :run and i.kind = 'event'
                  and i.by = e.id::text)
            order by e.at, e.id limit 1
            """)
        .bind("type", wait.type())
        .bind("key", wait.key())
        .bind("since", since)
        .bind("run", wait.run())
        .map(
            (row, context) ->
                new Kept(
                    row.getObject("id", UUID.class),
                    StoredJson.stored(Objects.requireNonNull(row.getBytes("event")))))
        .findOne();
  }

  /** Forgets events that happened before a time; how many. */
  public static int forget(EngineTransaction tx, Instant until) {
    return tx.update(FORGET_AWAITED_EVENTS).bind("until", until).execute();
  }

  private EventWaitStore() {}
}
