package io.auterity.ledger.store;

import io.auterity.ledger.BudgetSlices.Hours;
import io.auterity.ledger.BudgetSlices.Place;
import io.auterity.platform.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Hourly usage of limits by calls that ended, as processes tell it. */
final class UsedByHour {

  private static final Duration KEPT = Duration.ofDays(28);

  /** Adds what was spent of a slice since that was told last, which its row still holds. */
  static void add(Transaction tx, Place place, long spent, Instant now) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    boolean begun =
        tx.query(
                """
                insert into ledger_hour (tenant, kind, limit_id, hour, used)
                select tenant, kind, limit_id, :hour, :spent - (used - held) from ledger_slice
                where tenant = current_tenant() and id = :slice and used - held <> :spent
                on conflict (tenant, kind, limit_id, hour)
                do update set used = ledger_hour.used + excluded.used
                returning used = :spent - (select used - held from ledger_slice
                  where tenant = current_tenant() and id = :slice)
                """)
            .bind("slice", place.slice())
            .bind("spent", spent)
            .bind("hour", hour)
            .mapTo(Boolean.class)
            .findOne()
            .orElse(false);
    if (begun) {
      forget(tx, place, hour);
    }
  }

  // With each new hour; about once a day also of limits that are no more.
  private static void forget(Transaction tx, Place place, Instant hour) {
    String row = place.limit().kind() + "/" + place.limit().row();
    boolean all = Math.floorMod(hour.getEpochSecond() / 3_600 + row.hashCode(), 24) == 0;
    tx.update(
            """
            delete from ledger_hour where tenant = current_tenant() and hour < :old
              and (:all or (kind = :kind and limit_id = :limit))
            """)
        .bind("all", all)
        .bind("kind", place.limit().kind())
        .bind("limit", place.limit().row())
        .bind("old", hour.minus(KEPT))
        .execute();
  }

  private record Hour(String limit, Instant start, long used) {}

  static Map<String, Hours> of(Transaction tx, Set<String> limits, Instant now) {
    Instant end = now.truncatedTo(ChronoUnit.HOURS);
    List<Hour> told =
        tx.query(
                """
                select kind || '/' || limit_id as which, hour, used
                from unnest(:kinds::text[], :ids::text[]) as w (kind, limit_id)
                  join ledger_hour using (kind, limit_id)
                where tenant = current_tenant() and hour >= :begin and hour < :end
                order by which, hour
                """)
            .bind("kinds", parts(limits, row -> row.substring(0, row.indexOf('/'))))
            .bind("ids", parts(limits, row -> row.substring(row.indexOf('/') + 1)))
            .bind("begin", end.minus(KEPT))
            .bind("end", end)
            .map(
                (row, context) ->
                    new Hour(
                        row.getString("which"),
                        row.getTimestamp("hour").toInstant(),
                        row.getLong("used")))
            .list();
    Map<String, List<Hour>> byLimit = new HashMap<>();
    told.forEach(
        hour -> byLimit.computeIfAbsent(hour.limit(), ignored -> new ArrayList<>()).add(hour));
    Map<String, Hours> all = new HashMap<>();
    byLimit.forEach((limit, hours) -> all.put(limit, filled(hours, end)));
    return all;
  }

  private static String[] parts(Set<String> rows, UnaryOperator<String> part) {
    return rows.stream().sorted().map(part).toArray(String[]::new);
  }

  private static Hours filled(List<Hour> told, Instant end) {
    Instant start = told.getFirst().start();
    List<Long> used = new ArrayList<>();
    int next = 0;
    for (Instant hour = start; hour.isBefore(end); hour = hour.plus(1, ChronoUnit.HOURS)) {
      boolean is = next < told.size() && told.get(next).start().equals(hour);
      used.add(is ? told.get(next++).used() : 0L);
    }
    return new Hours(start, used);
  }
}
