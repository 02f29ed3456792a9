package io.auterity.relay.route;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hours of the day by the clock of a zone. One that ends before it begins goes on over midnight,
 * and belongs to the day on which it began. What the clock shows counts: an hour that is left out
 * in spring is in no window, one that comes twice in autumn is in it twice.
 *
 * @param from inclusive
 * @param to exclusive
 * @param days on which it begins
 */
record TimeWindow(LocalTime from, LocalTime to, ZoneId zone, Set<DayOfWeek> days) {

  private static final int LETTERS = 3;

  TimeWindow {
    days = Set.copyOf(days);
  }

  boolean contains(Instant at) {
    ZonedDateTime there = at.atZone(zone);
    LocalTime clock = there.toLocalTime();
    boolean begun = !clock.isBefore(from);
    boolean over = !clock.isBefore(to);
    if (from.isBefore(to)) {
      return begun && !over && days.contains(there.getDayOfWeek());
    }
    if (begun) {
      return days.contains(there.getDayOfWeek());
    }
    return !over && days.contains(there.getDayOfWeek().minus(1));
  }

  /** For people. */
  String words() {
    String hours = "between %s and %s of %s".formatted(from, to, zone);
    return days.size() == DayOfWeek.values().length
        ? hours
        : EnumSet.copyOf(days).stream()
            .map(TimeWindow::word)
            .collect(Collectors.joining(", ", hours + " on ", ""));
  }

  /** As routes write a day: {@code mon}. */
  static String word(DayOfWeek day) {
    return day.name().substring(0, LETTERS).toLowerCase(Locale.ROOT);
  }
}
