package io.auterity.ledger.store;

import io.auterity.ledger.NanoUnits;
import io.auterity.ledger.SettledSlice;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * Abandoned slices: those that ended processes left open. What one of them used after its last
 * report is not known: an operator who may answer for that settles them, and the audit log tells
 * who.
 */
public record AbandonedSlices(Database database, ChangeAudit audit) {

  /** A process may lose its connection for a moment; one that reported since then lives. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  /**
   * Those of one limit, in all its windows.
   *
   * @param id of the resource
   * @param unit of it
   * @param process that asks, whose own stay open
   */
  public record Which(String kind, String id, String unit, UUID process) {}

  /** Settles each to what its process has told, and gives back the rest. */
  public List<SettledSlice> settle(TenantScope scope, AuditedAct act, Which which, Instant now) {
    return database.inTenant(
        scope,
        tx -> {
          // In the order of all who change slices: their windows first.
          tx.query(
                  """
                  select limit_id from ledger_window
                  where tenant = current_tenant() and kind = :kind
                    and split_part(limit_id, '/', 1) = :id
                  order by limit_id, window_start for update
                  """)
              .bind("kind", which.kind())
              .bind("id", which.id())
              .mapTo(String.class)
              .list();
          List<SettledSlice> settled = close(tx, which, now);
          audit.write(
              tx,
              act,
              new AuditedChange(
                  which.kind() + "/" + which.id(),
                  "%d leases left open, of %s"
                      .formatted(settled.size(), sum(settled, SettledSlice::leased, which.unit())),
                  "settled to what was told: "
                      + sum(settled, SettledSlice::settled, which.unit())));
          return settled;
        });
  }

  private static List<SettledSlice> close(Transaction tx, Which which, Instant now) {
    return tx.query(
            """
            with closed as (
              update ledger_slice set settled = least(used, amount),
                overrun = greatest(0, used - amount), closed = :now
              where tenant = current_tenant() and kind = :kind
                and split_part(limit_id, '/', 1) = :id and closed is null
                and process <> :process and greatest(opened, used_at) < :quiet
                and hashtextextended('process ' || process, 0) not in (
                  select (classid::bigint << 32) | objid::bigint from pg_locks
                  where locktype = 'advisory' and objsubid = 1 and granted and database =
                    (select oid from pg_database where datname = current_database()))
              returning kind, limit_id, window_start, process, amount, used),
            given as (
              update ledger_window w set leased = w.leased - c.unspent
              from (select limit_id, window_start, sum(amount - used)::bigint as unspent
                from closed group by limit_id, window_start) c
              where w.tenant = current_tenant() and w.kind = :kind
                and w.limit_id = c.limit_id and w.window_start = c.window_start)
            select limit_id, window_start, process, amount, used from closed
            order by window_start, limit_id, process
            """)
        .bind("kind", which.kind())
        .bind("id", which.id())
        .bind("process", which.process())
        .bind("quiet", now.minus(QUIET))
        .bind("now", now)
        .map(
            (row, context) ->
                new SettledSlice(
                    row.getString("limit_id"),
                    row.getTimestamp("window_start").toInstant(),
                    row.getObject("process", UUID.class),
                    row.getLong("amount"),
                    row.getLong("used")))
        .list();
  }

  private static String sum(
      List<SettledSlice> settled, ToLongFunction<SettledSlice> amount, String unit) {
    return NanoUnits.text(settled.stream().mapToLong(amount).sum(), unit) + " " + unit;
  }
}
