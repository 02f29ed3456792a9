package io.auterity.workflow.trigger.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The slow reference of cron schedules: it looks at each minute that passes. */
final class CronInterpreter {

  private static final int[] LEAST = {0, 0, 1, 1, 0};
  private static final int[] MOST = {59, 23, 31, 12, 7};

  private final String[] fields;
  private final boolean[][] taken = new boolean[LEAST.length][MOST[0] + 1];
  private final ZoneId zone;

  CronInterpreter(String cron, String zone) {
    this.fields = cron.split(" ", -1);
    this.zone = ZoneId.of(zone);
    for (int field = 0; field < LEAST.length; field++) {
      for (int value = LEAST[field]; value <= MOST[field]; value++) {
        taken[field][value] = takes(fields[field], value, LEAST[field], MOST[field]);
      }
    }
  }

  /** The times after one instant and up to another. */
  List<Instant> between(Instant after, Instant until) {
    List<Instant> times = new ArrayList<>();
    Instant minute = after.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
    for (; !minute.isAfter(until); minute = minute.plus(Duration.ofMinutes(1))) {
      if (fires(minute)) {
        times.add(minute);
      }
    }
    return times;
  }

  private boolean fires(Instant minute) {
    LocalDateTime shown = LocalDateTime.ofInstant(minute, zone);
    ZoneOffset offset = zone.getRules().getOffset(minute);
    boolean first = zone.getRules().getValidOffsets(shown).getFirst().equals(offset);
    boolean passes = fields[1].startsWith("*");
    return (matches(shown) && (first || passes)) || leftOut(minute, passes);
  }

  /** Whether a time that no clock showed comes now. */
  private boolean leftOut(Instant minute, boolean passes) {
    ZoneOffsetTransition change =
        zone.getRules().previousTransition(minute.plus(Duration.ofNanos(1)));
    if (change == null || !change.isGap()) {
      return false;
    }
    if (passes) {
      LocalDateTime otherwise = LocalDateTime.ofInstant(minute, change.getOffsetBefore());
      return otherwise.isBefore(change.getDateTimeAfter()) && matches(otherwise);
    }
    LocalDateTime gone = change.getDateTimeBefore();
    while (minute.equals(change.getInstant()) && gone.isBefore(change.getDateTimeAfter())) {
      if (matches(gone)) {
        return true;
      }
      gone = gone.plusMinutes(1);
    }
    return false;
  }

  private boolean matches(LocalDateTime shown) {
    boolean day = taken[2][shown.getDayOfMonth()];
    int number = shown.getDayOfWeek().getValue();
    boolean weekday = taken[4][number] || taken[4][number % 7];
    boolean both = fields[2].startsWith("*") || fields[4].startsWith("*");
    return taken[0][shown.getMinute()]
        && taken[1][shown.getHour()]
        && taken[3][shown.getMonthValue()]
        && (both ? day && weekday : day || weekday);
  }

  private static boolean takes(String field, int value, int least, int most) {
    return Arrays.stream(field.split(",", -1))
        .anyMatch(
            part -> {
              String[] stepped = part.split("/", -1);
              String[] range = stepped[0].replace("*", least + "-" + most).split("-", -1);
              int from = Integer.parseInt(range[0]);
              int to =
                  range.length > 1 ? Integer.parseInt(range[1]) : stepped.length > 1 ? most : from;
              int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
              return value >= from && value <= to && (value - from) % step == 0;
            });
  }
}
