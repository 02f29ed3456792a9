package io.auterity.workflow.trigger.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes what triggers start. */
public final class StartStore {

  /**
   * Notes a run that is to begin, once for each cause.
   *
   * @param input null when there is none, which {@code problem} tells why
   * @return false when it was noted before
   */
  public boolean note(Transaction tx, UUID trigger, StartRow start, Json.@Nullable Obj input) {
    return tx.update(
                """
                insert into trigger_start
                  (tenant, trigger, cause, id, run, subject, input, noted, due, settled, problem)
                values (current_tenant(), :trigger, :cause, :id, :run, :subject, :input, :noted,
                  :noted, :settled, :problem)
                on conflict do nothing
                """)
            .bind("trigger", trigger)
            .bind("cause", start.cause())
            .bind("id", start.id())
            .bind("run", start.run())
            .bind("subject", start.subject())
            .bind("input", input == null ? null : JsonWriter.bytes(input))
            .bind("noted", start.noted())
            .bind("settled", start.settled())
            .bind("problem", start.problem())
            .execute()
        > 0;
  }

  /** Those that are due; nobody else gets them until then. */
  public List<StartRow.Claimed> claim(EngineTransaction tx, Instant now, Instant lease) {
    return tx.query(EngineStatement.CLAIM_STARTS)
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
                update trigger_start set settled = :now, problem = :problem, input = null
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

  /** Notes why one has to wait. */
  public void postpone(Transaction tx, UUID trigger, String cause, String problem, Instant due) {
    tx.update(
            """
            update trigger_start set due = :due, problem = :problem
            where tenant = current_tenant() and trigger = :trigger and cause = :cause
              and settled is null
            """)
        .bind("trigger", trigger)
        .bind("cause", cause)
        .bind("problem", problem)
        .bind("due", due)
        .execute();
  }

  /** What a trigger has started, the newest first. */
  public List<StartRow> list(Transaction tx, UUID trigger, @Nullable UUID before, int limit) {
    return tx.query(
            """
            select * from trigger_start where tenant = current_tenant() and trigger = :trigger
              and (cast(:before as uuid) is null or id < cast(:before as uuid))
            order by id desc limit :limit
            """)
        .bind("trigger", trigger)
        .bind("before", before)
        .bind("limit", limit)
        .map((row, context) -> StartRow.of(row))
        .list();
  }
}
