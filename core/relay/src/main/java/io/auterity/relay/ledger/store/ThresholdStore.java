package io.auterity.relay.ledger.store;

import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.relay.ledger.Limit;
import io.auterity.relay.ledger.Slices.Place;
import io.auterity.relay.ledger.Threshold;
import io.auterity.relay.ledger.ThresholdLog;
import io.auterity.relay.ledger.ThresholdReached;
import java.time.Instant;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What was told of thresholds, and what approvals add up to, in PostgreSQL; an event stands with
 * its notice.
 */
public final class ThresholdStore implements ThresholdLog {

  private final Database database;
  private final Outbox outbox;
  private final Ids ids;

  public ThresholdStore(Database database, Outbox outbox, Ids ids) {
    this.database = database;
    this.outbox = outbox;
    this.ids = ids;
  }

  @Override
  public void reached(Place place, Threshold threshold, long used, Instant now) {
    database.inTenant(
        place.scope(),
        tx -> {
          int first =
              bind(
                      tx.update(
                          """
                          insert into threshold_notice
                            (tenant, kind, limit_id, window_start, thousandths, at)
                          values (current_tenant(), :kind, :limit, :window, :thousandths, :now)
                          on conflict do nothing
                          """),
                      place.limit(),
                      place.window())
                  .bind("thousandths", threshold.thousandths())
                  .bind("now", now)
                  .execute();
          if (first > 0) {
            outbox.append(tx, ThresholdReached.event(ids.next(), place, threshold, used, now));
          }
          return first;
        });
  }

  @Override
  public long approved(Place place) {
    return database.inTenant(
        place.scope(),
        tx ->
            bind(
                    tx.query(
                        """
                        select case when bool_or(amount is null) then :all
                          else least(coalesce(sum(amount), 0), :all)::bigint end
                        from threshold_approval
                        where tenant = current_tenant() and kind = :kind and limit_id = :limit
                          and window_start = :window and withdrawn is null
                        """),
                    place.limit(),
                    place.window())
                .bind("all", Long.MAX_VALUE)
                .mapTo(Long.class)
                .one());
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Limit limit, Instant window) {
    return statement.bind("kind", limit.kind()).bind("limit", limit.row()).bind("window", window);
  }
}
