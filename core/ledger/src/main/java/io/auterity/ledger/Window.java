package io.auterity.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the calendar in which a limit counts. Those of one length in one zone follow each
 * other without gap or overlap, however its clocks are changed: a window ends where the next one
 * begins.
 *
 * @param end the first moment behind it; null when it never ends
 */
public record Window(Instant start, @Nullable Instant end) {

  private static final long HOUR_SECONDS = 3_600;

  /** The one that a moment is in. */
  static Window of(Limit.Period period, ZoneId zone, Instant now) {
    return switch (period) {
      case HOUR -> hour(zone, now);
      case DAY, WEEK, MONTH, QUARTER, YEAR -> days(period, zone, now);
      case TOTAL -> new Window(Instant.EPOCH, null);
    };
  }

  boolean contains(Instant now) {
    return !now.isBefore(start) && (end == null || now.isBefore(end));
  }

  // Where clocks change within an hour of the wall, it falls apart there.
  private static Window hour(ZoneId zone, Instant now) {
    ZoneRules rules = zone.getRules();
    long ahead = rules.getOffset(now).getTotalSeconds();
    long hour = Math.floorDiv(now.getEpochSecond() + ahead, HOUR_SECONDS);
    Instant start = Instant.ofEpochSecond(hour * HOUR_SECONDS - ahead);
    Instant end = start.plusSeconds(HOUR_SECONDS);
    ZoneOffsetTransition last = rules.previousTransition(now.plusNanos(1));
    ZoneOffsetTransition next = rules.nextTransition(now);
    return new Window(
        last != null && last.getInstant().isAfter(start) ? last.getInstant() : start,
        next != null && next.getInstant().isBefore(end) ? next.getInstant() : end);
  }

  // The latest that has begun: where clocks are set back over midnight, the date comes twice.
  private static Window days(Limit.Period period, ZoneId zone, Instant now) {
    LocalDate first = period.first(LocalDate.ofInstant(now, zone).plusDays(1));
    while (begin(first, zone).isAfter(now)) {
      first = period.first(first.minusDays(1));
    }
    return new Window(begin(first, zone), begin(period.next(first), zone));
  }

  private static Instant begin(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }
}
