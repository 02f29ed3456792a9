package io.auterity.platform.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Some of the entries that a filter admits, oldest first. Only so many entries are looked at for
 * one page, so that it may hold fewer than there is room for although others follow.
 *
 * @param next sequence from which the next page begins; null when the log has no further entry
 */
public record AuditPage(List<AuditEntry> entries, @Nullable Long next) {

  /** How many entries are looked at for one page, whatever it finds, to within a batch. */
  static final int LOOKED_AT = 20_000;

  private static final int BATCH = 1_000;

  public AuditPage {
    entries = List.copyOf(entries);
  }

  /**
   * Looks for the entries of one page.
   *
   * @param log gives so many of its entries from a sequence on
   */
  static AuditPage of(
      BiFunction<Long, Integer, List<AuditEntry>> log, AuditFilter filter, long from, int limit) {
    int size = filter.equals(AuditFilter.ALL) ? limit + 1 : BATCH;
    List<AuditEntry> found = new ArrayList<>();
    long at = from;
    for (int looked = 0; looked < LOOKED_AT; looked += size) {
      List<AuditEntry> batch = log.apply(at, size);
      batch.stream().filter(filter::admits).forEach(found::add);
      if (found.size() > limit) {
        return new AuditPage(found.subList(0, limit), found.get(limit).sequence());
      }
      if (batch.size() < size) {
        return new AuditPage(found, null);
      }
      at = batch.getLast().sequence() + 1;
    }
    return new AuditPage(found, at);
  }
}
