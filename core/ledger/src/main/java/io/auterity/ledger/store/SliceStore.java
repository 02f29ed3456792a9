package io.auterity.ledger.store;

import io.auterity.ledger.BudgetSlices;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Slices in PostgreSQL. {@code ledger_window.leased} is what is spent or may be: the whole amount
 * of each open slice, and what each closed one settled and overran.
 */
public record SliceStore(Database database) implements BudgetSlices {

  @Override
  public Grant lease(Place place, long needed, long wanted, Instant now) {
    return database.inTenant(place.scope(), tx -> lease(tx, place, needed, wanted, now));
  }

  private static Grant lease(Transaction tx, Place place, long needed, long wanted, Instant now) {
    bind(
            tx.update(
                """
                insert into ledger_window (tenant, kind, limit_id, window_start)
                values (:tenant, :kind, :limit, :window) on conflict do nothing
                """),
            place)
        .execute();
    long leased = leased(tx, place);
    reopen(tx, place);
    long left = Math.max(0, place.limit().cap() - leased);
    long granted = left < needed ? 0 : Math.min(left, wanted);
    if (granted == 0) {
      return new Grant(0, amount(tx, place), leased, unspentElsewhere(tx, place));
    }
    bind(tx.update("update ledger_window set leased = leased + :granted " + WINDOW), place)
        .bind("granted", granted)
        .execute();
    long amount =
        bind(
                tx.query(
                    """
                    insert into ledger_slice
                      (id, tenant, kind, limit_id, window_start, process, amount, opened)
                    values (:slice, :tenant, :kind, :limit, :window, :process, :granted, :now)
                    on conflict (id) do update set amount = ledger_slice.amount + :granted
                    returning amount
                    """),
                place)
            .bind("slice", place.slice())
            .bind("process", place.process())
            .bind("granted", granted)
            .bind("now", now)
            .mapTo(Long.class)
            .one();
    long elsewhere = place.limit().thresholds().isEmpty() ? 0 : unspentElsewhere(tx, place);
    return new Grant(granted, amount, leased + granted, elsewhere);
  }

  // What one that has ended left counts as spent until an operator settles it.
  private static long unspentElsewhere(Transaction tx, Place place) {
    return bind(
            tx.query(
                """
                select coalesce(sum(greatest(0, amount - (used - held))), 0)::bigint
                from ledger_slice
                where tenant = :tenant and kind = :kind and limit_id = :limit
                  and window_start = :window and closed is null and process <> :process and
                """
                    + ChangeFeed.LIVING),
            place)
        .bind("process", place.process())
        .mapTo(Long.class)
        .one();
  }

  private static long amount(Transaction tx, Place place) {
    return tx.query(
            """
            select amount from ledger_slice where tenant = current_tenant() and id = :slice
            """)
        .bind("slice", place.slice())
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  // A transaction that changes slices of a window locks its row first, which avoids deadlocks.
  private static long leased(Transaction tx, Place place) {
    return bind(tx.query("select leased from ledger_window " + WINDOW + " for update"), place)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  // One that was settled, since its process was taken for ended: that much is leased of it.
  private static void reopen(Transaction tx, Place place) {
    tx.update(
            """
            update ledger_slice set amount = settled + overrun, settled = null, overrun = null,
              closed = null
            where tenant = current_tenant() and id = :slice and closed is not null
            """)
        .bind("slice", place.slice())
        .execute();
  }

  @Override
  public Grant report(Place place, Use use, long keep, Instant now) {
    return database.inTenant(
        place.scope(),
        tx -> {
          long leased = leased(tx, place);
          reopen(tx, place);
          long amount = amount(tx, place);
          long kept = Math.max(Math.min(amount, keep), use.all()); // Also beyond what it leased.
          UsedByHour.add(tx, place, use.spent(), now);
          tx.update(
                  """
                  update ledger_slice
                  set amount = :kept, used = :used, held = :held, used_at = :now
                  where tenant = current_tenant() and id = :slice
                  """)
              .bind("slice", place.slice())
              .bind("kept", kept)
              .bind("used", use.all())
              .bind("held", use.held())
              .bind("now", now)
              .execute();
          add(tx, place, kept - amount);
          return new Grant(0, kept, leased + kept - amount, unspentElsewhere(tx, place));
        });
  }

  @Override
  public void close(Place place, long settled, long overrun, Instant now) {
    database.inTenant(
        place.scope(),
        tx -> {
          leased(tx, place);
          reopen(tx, place);
          long amount = amount(tx, place);
          UsedByHour.add(tx, place, settled + overrun, now);
          int closed =
              tx.update(
                      """
                      update ledger_slice set closed = :now, settled = :settled,
                        overrun = :overrun, amount = greatest(amount, :settled)
                      where tenant = current_tenant() and id = :slice
                      """)
                  .bind("slice", place.slice())
                  .bind("settled", settled)
                  .bind("overrun", overrun)
                  .bind("now", now)
                  .execute();
          return closed == 0 ? 0 : add(tx, place, settled + overrun - amount);
        });
  }

  private static int add(Transaction tx, Place place, long more) {
    return bind(tx.update("update ledger_window set leased = leased + :more " + WINDOW), place)
        .bind("more", more)
        .execute();
  }

  @Override
  public List<Unsettled> unsettled(TenantScope scope, UUID process) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select kind, limit_id, window_start, process, amount,
                      least(used - held, amount) as spent, opened,
                    """
                        + ChangeFeed.LIVING
                        + """
                            as living
                        from ledger_slice
                        where tenant = current_tenant() and closed is null and process <> :process
                        order by opened, id
                        """)
                .bind("process", process)
                .map(
                    (row, context) ->
                        new Unsettled(
                            row.getString("kind"),
                            row.getString("limit_id"),
                            row.getTimestamp("window_start").toInstant(),
                            row.getObject("process", UUID.class),
                            row.getLong("amount"),
                            row.getLong("spent"),
                            row.getTimestamp("opened").toInstant(),
                            row.getBoolean("living")))
                .list());
  }

  @Override
  public List<Settled> settled(TenantScope scope, Set<Instant> windows) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select kind, limit_id, window_start, leased - coalesce((
                      select sum(amount)::bigint from ledger_slice s
                      where s.tenant = current_tenant() and s.closed is null
                        and (s.kind, s.limit_id, s.window_start)
                          = (w.kind, w.limit_id, w.window_start)), 0) as amount
                    from ledger_window w
                    where tenant = current_tenant() and window_start = any(:windows::timestamptz[])
                    """)
                .bind("windows", windows.stream().map(Instant::toString).toArray(String[]::new))
                .map(
                    (row, context) ->
                        new Settled(
                            row.getString("kind"),
                            row.getString("limit_id"),
                            row.getTimestamp("window_start").toInstant(),
                            row.getLong("amount")))
                .list());
  }

  @Override
  public Map<String, Hours> hours(TenantScope scope, Set<String> limits, Instant now) {
    return limits.isEmpty()
        ? Map.of()
        : database.inTenant(scope, tx -> UsedByHour.of(tx, limits, now));
  }

  private static final String WINDOW =
      " where tenant = :tenant and kind = :kind and limit_id = :limit and window_start = :window";

  private static <S extends SqlStatement<S>> S bind(S statement, Place place) {
    return statement
        .bind("tenant", place.scope().tenant())
        .bind("kind", place.limit().kind())
        .bind("limit", place.limit().row())
        .bind("window", place.window());
  }
}
