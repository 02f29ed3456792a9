package io.auterity.ledger.store;

import io.auterity.ledger.BudgetSlices.Place;
import io.auterity.ledger.Limit;
import io.auterity.ledger.Threshold;
import io.auterity.ledger.ThresholdLog;
import io.auterity.ledger.ThresholdReached;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import java.time.Instant;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The log of thresholds and the sums of approvals in PostgreSQL; an event in the outbox stands with
 * its notice.
 */
public record ThresholdStore(Database database, Outbox outbox, Ids ids) implements ThresholdLog {

  @Override
  public void reached(Place place, Threshold threshold, Spent here, Instant now) {
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
            Spent all = withOthers(tx, place, here);
            outbox.append(tx, ThresholdReached.event(ids.next(), place, threshold, all, now));
          }
          return first;
        });
  }

  // Slices that are closed are settled, and what others spent of theirs; the rest they may hold.
  private static Spent withOthers(Transaction tx, Place place, Spent here) {
    return bind(
            tx.query(
                """
                select leased - open - own as settled, open from (
                  select w.leased,
                    coalesce(sum(greatest(0, s.amount - (s.used - s.held)))
                      filter (where s.id <> :slice), 0)::bigint as open,
                    coalesce(sum(s.amount) filter (where s.id = :slice), 0)::bigint as own
                  from ledger_window w left join ledger_slice s
                    on s.tenant = current_tenant() and s.closed is null
                      and (s.kind, s.limit_id, s.window_start)
                        = (w.kind, w.limit_id, w.window_start)
                  where w.tenant = current_tenant() and w.kind = :kind and w.limit_id = :limit
                    and w.window_start = :window
                  group by w.leased) sums
                """),
            place.limit(),
            place.window())
        .bind("slice", place.slice())
        .map(
            (row, context) ->
                new Spent(
                    row.getLong("settled") + here.settled(), row.getLong("open") + here.held()))
        .findOne()
        .orElse(here);
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
