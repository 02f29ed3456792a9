package io.auterity.platform.outbox.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Writes, claims and forgets the rows of events. */
public final class OutboxStore {

  private static final EngineStatement CLAIM_EVENTS =
      new EngineStatement(
          "CLAIM_EVENTS",
          EngineJob.OUTBOX,
          """
          with first as materialized (
            select id from outbox where due <= :now order by due, id limit 100 for update skip locked)
          update outbox set attempts = attempts + 1, due = :lease,
            claimed = (select epoch from engine_seat)
          from first where outbox.id = first.id
          returning outbox.id, attempts, event
          """);

  // A server that is killed leaves its claims; they are free as soon as another one has its seat.
  private static final EngineStatement FREE_EVENTS =
      new EngineStatement(
          "FREE_EVENTS",
          EngineJob.OUTBOX,
          """
          update outbox set due = :now, claimed = null
          where claimed < (select epoch from engine_seat)
          """);

  private static final EngineStatement FORGET_EVENT =
      new EngineStatement("FORGET_EVENT", EngineJob.OUTBOX, "delete from outbox where id = :id");

  private static final EngineStatement POSTPONE_EVENT =
      new EngineStatement(
          "POSTPONE_EVENT",
          EngineJob.OUTBOX,
          "update outbox set due = :due, claimed = null where id = :id");

  private static final EngineStatement PARK_EVENT =
      new EngineStatement(
          "PARK_EVENT",
          EngineJob.OUTBOX,
          "update outbox set due = 'infinity', claimed = null where id = :id");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(CLAIM_EVENTS, FREE_EVENTS, FORGET_EVENT, POSTPONE_EVENT, PARK_EVENT);

  public void add(Transaction tx, UUID id, byte[] event, Instant due) {
    tx.update(
            """
            insert into outbox (id, tenant, event, due)
            values (:id, current_tenant(), :event, :due)
            """)
        .bind("id", id)
        .bind("event", event)
        .bind("due", due)
        .execute();
  }

  /** The same, unless one of that id is stored already. */
  public void addOnce(Transaction tx, UUID id, byte[] event, Instant due) {
    tx.update(
            """
            insert into outbox (id, tenant, event, due)
            values (:id, current_tenant(), :event, :due)
            on conflict do nothing
            """)
        .bind("id", id)
        .bind("event", event)
        .bind("due", due)
        .execute();
  }

  /**
   * Claims events that are due; no other claim gets them before the lease ends, or another server
   * has the seat of the engine.
   */
  public List<OutboxRow> claim(EngineTransaction tx, Instant now, Instant lease) {
    tx.update(FREE_EVENTS).bind("now", now).execute();
    return tx.query(CLAIM_EVENTS)
        .bind("now", now)
        .bind("lease", lease)
        .map(
            (row, context) ->
                new OutboxRow(row.getObject(1, UUID.class), row.getInt(2), row.getBytes(3)))
        .list();
  }

  public void forget(EngineTransaction tx, UUID id) {
    tx.update(FORGET_EVENT).bind("id", id).execute();
  }

  public void postpone(EngineTransaction tx, UUID id, Instant due) {
    tx.update(POSTPONE_EVENT).bind("id", id).bind("due", due).execute();
  }

  /** Parks an event: no claim gets it any more, and it is kept for a person to look at. */
  public void park(EngineTransaction tx, UUID id) {
    tx.update(PARK_EVENT).bind("id", id).execute();
  }

  /** A claimed event, and how often it has been claimed. */
  @SuppressWarnings("ArrayRecordComponent")
  public record OutboxRow(UUID id, int attempts, byte[] event) {}
}
