package io.auterity.platform.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit log entries that a filter admits, in the order asked for (pagination). Only
 * so many entries are looked at for one page, so that it may hold fewer than there is room for
 * although others follow.
 *
 * @param next sequence of the entry from which the next page begins; null when the log has no
 *     further entry
 */
public record AuditPage(List<AuditEntry> entries, @Nullable Long next) {

  /** How many entries are looked at for one page, whatever it finds, to within a batch. */
  static final int LOOKED_AT = 20_000;

  private static final int BATCH = 1_000;

  /** By how much an entry may stand later than its moment, as writers wait and clocks differ. */
  private static final Duration SLACK = Duration.ofMinutes(10);

  public AuditPage {
    entries = List.copyOf(entries);
  }

  /**
   * Looks for the entries of one page.
   *
   * @param log gives so many of its entries, in this order, from a sequence on
   * @param from sequence of the first that is looked at
   */
  static AuditPage of(
      AuditOrder order,
      BiFunction<Long, Integer, List<AuditEntry>> log,
      AuditFilter filter,
      long from,
      int limit) {
    return new Walk(order, (at, most) -> log.apply(order.sequence(at), most), filter)
        .page(order.place(from), limit);
  }

  /**
   * Looks through a log in one order.
   *
   * @param log gives so many of its entries from a place of the order on
   */
  private record Walk(
      AuditOrder order, BiFunction<Long, Integer, List<AuditEntry>> log, AuditFilter filter) {

    AuditPage page(long from, int limit) {
      int size = filter.equals(AuditFilter.ALL) ? limit + 1 : BATCH;
      List<AuditEntry> found = new ArrayList<>();
      long at = first(from);
      for (int looked = 0; looked < LOOKED_AT; looked += size) {
        List<AuditEntry> batch = log.apply(at, size);
        batch.stream().filter(filter::admits).forEach(found::add);
        if (found.size() > limit) {
          return new AuditPage(found.subList(0, limit), found.get(limit).sequence());
        }
        if (batch.size() < size || order.isBehind(filter, batch.getLast(), SLACK)) {
          return new AuditPage(found, null);
        }
        at = order.place(batch.getLast().sequence()) + 1;
      }
      return new AuditPage(found, order.sequence(at));
    }

    // All before it are left out. Entries stand nearly in the order of their moments, so that it is
    // found by steps that double, and then by halving the last.
    private long first(long from) {
      long late = from;
      long early = from;
      for (long step = BATCH; isBefore(late); step *= 2) {
        early = late;
        late += step;
      }
      while (late - early > BATCH) {
        long middle = early + (late - early) / 2;
        if (isBefore(middle)) {
          early = middle;
        } else {
          late = middle;
        }
      }
      return early;
    }

    private boolean isBefore(long place) {
      return order.leavesOutFirst(filter)
          && log.apply(place, 1).stream().anyMatch(entry -> order.isBefore(filter, entry, SLACK));
    }
  }
}
