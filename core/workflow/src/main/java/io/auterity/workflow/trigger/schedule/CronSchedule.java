package io.auterity.workflow.trigger.schedule;

import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.trigger.schedule.CronField.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression in a time zone: five fields, or a name such as {@code @daily}. Where the clocks
 * are changed, an hour that is written goes by the clock: the times of an hour that is left out are
 * one, right after it, and of an hour that comes twice the first counts. An hour that begins with
 * {@code *} goes by the time that passes: it fires in both hours, and what would fall in an hour
 * that is left out comes as much later.
 */
public final class CronSchedule {

  private static final Map<String, String> NAMED =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private static final int LONGEST = 200;
  private static final int FIELDS = 5;
  private static final int SUNDAY = 7;
  private static final int MINUTES_OF_HOUR = 60;

  // The 29th of February on a given day of the week, over a year that is no leap year.
  private static final int FARTHEST_DAYS = 41 * 366;

  private final ZoneId zone;
  private final ZoneRules rules;
  private final CronField minutes;
  private final CronField hours;
  private final CronField days;
  private final CronField months;
  private final CronField weekdays;

  private CronSchedule(ZoneId zone, List<CronField> fields) {
    this.zone = zone;
    this.rules = zone.getRules();
    this.minutes = fields.get(0);
    this.hours = fields.get(1);
    this.days = fields.get(2);
    this.months = fields.get(3);
    this.weekdays = fields.get(4);
  }

  /**
   * Reads one.
   *
   * @param zone e.g. {@code Europe/Berlin}
   * @throws CallFailedException {@code invalid}, naming the field
   */
  public static CronSchedule of(String cron, String zone) {
    if (cron.length() > LONGEST || zone.length() > LONGEST) {
      throw Schedule.invalid(
          "cron", "it or its zone has more than %d characters; write fewer".formatted(LONGEST));
    }
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Schedule.invalid(
          "zone",
          "'%s' is no time zone; %s"
              .formatted(zone, Nearest.fix(zone, ZoneId.getAvailableZoneIds())));
    }
    return new CronSchedule(ZoneId.of(zone), fields(cron));
  }

  private static List<CronField> fields(String cron) {
    String written = cron.strip();
    if (written.startsWith("@") && !NAMED.containsKey(written)) {
      throw Schedule.invalid(
          "cron", "'%s' is none; %s".formatted(written, Nearest.fix(written, NAMED.keySet())));
    }
    String[] fields = NAMED.getOrDefault(written, written).split("\\s+", -1);
    if (fields.length != FIELDS) {
      throw Schedule.invalid(
          "cron",
          "'%s' does not have five fields: minute, hour, day of the month, month and day of"
                  .formatted(written)
              + " the week; write e.g. 30 2 * * *, or @daily");
    }
    return List.of(
        CronField.of(Range.MINUTE, fields[0]),
        CronField.of(Range.HOUR, fields[1]),
        CronField.of(Range.DAY, fields[2]),
        CronField.of(Range.MONTH, fields[3]),
        CronField.of(Range.WEEKDAY, fields[4]));
  }

  /** The first time after an instant; empty when none comes. */
  public Optional<ZonedDateTime> next(Instant after) {
    // Where clocks are changed at midnight, times of the day before may come after it.
    LocalDate day = after.atZone(zone).toLocalDate().minusDays(1);
    for (int i = 0; i < FARTHEST_DAYS; i++) {
      Instant first = first(day, after);
      if (first != null) {
        Instant other = first(day.plusDays(1), after);
        return Optional.of((other != null && other.isBefore(first) ? other : first).atZone(zone));
      }
      day = day.plusDays(1);
    }
    return Optional.empty();
  }

  /** The first times after an instant. */
  public List<ZonedDateTime> next(Instant after, int most) {
    List<ZonedDateTime> times = new ArrayList<>();
    Optional<ZonedDateTime> next = next(after);
    while (next.isPresent() && times.size() < most) {
      times.add(next.get());
      next = next(next.get().toInstant());
    }
    return times;
  }

  private @Nullable Instant first(LocalDate day, Instant after) {
    if (!takes(day)) {
      return null;
    }
    Instant before = day.atStartOfDay().toInstant(ZoneOffset.UTC).minus(Duration.ofDays(1));
    ZoneOffsetTransition change = rules.nextTransition(before);
    return change == null || change.getInstant().isAfter(before.plus(Duration.ofDays(3)))
        ? first(day, rules.getOffset(before), after)
        : first(day, change, after);
  }

  /** The earlier one of the times before clocks are changed and of those from then on. */
  private @Nullable Instant first(LocalDate day, ZoneOffsetTransition change, Instant after) {
    boolean second = !change.isGap() && !hours.star();
    LocalDateTime begins = second ? change.getDateTimeBefore() : change.getDateTimeAfter();
    Instant from = begins.toInstant(change.getOffsetAfter()).minusNanos(1);
    Instant later = first(day, change.getOffsetAfter(), from.isAfter(after) ? from : after);
    Instant earlier = before(day, change, after);
    return later == null || (earlier != null && earlier.isBefore(later)) ? earlier : later;
  }

  private @Nullable Instant before(LocalDate day, ZoneOffsetTransition change, Instant after) {
    Instant found = first(day, change.getOffsetBefore(), after);
    if (found == null || found.isBefore(change.getInstant())) {
      return found;
    }
    LocalDateTime shown = LocalDateTime.ofInstant(found, change.getOffsetBefore());
    if (!change.isGap() || !shown.isBefore(change.getDateTimeAfter())) {
      return null;
    }
    Instant moved = hours.star() ? found : change.getInstant();
    return moved.isAfter(after) ? moved : null;
  }

  /** Of the two fields for days, either will do where neither begins with a star. */
  private boolean takes(LocalDate day) {
    boolean date = days.values().get(day.getDayOfMonth());
    int number = day.getDayOfWeek().getValue();
    boolean weekday =
        weekdays.values().get(number) || (number == SUNDAY && weekdays.values().get(0));
    boolean both = days.star() || weekdays.star();
    boolean taken = both ? (date && weekday) : (date || weekday);
    return taken && months.values().get(day.getMonthValue());
  }

  private @Nullable Instant first(LocalDate day, ZoneOffset offset, Instant after) {
    LocalDateTime past = LocalDateTime.ofInstant(after, offset);
    int from =
        past.toLocalDate().isBefore(day)
            ? 0
            : past.toLocalDate().isAfter(day)
                ? Integer.MAX_VALUE
                : past.getHour() * MINUTES_OF_HOUR + past.getMinute() + 1;
    int hour = hours.values().nextSetBit(from / MINUTES_OF_HOUR);
    int minute =
        minutes.values().nextSetBit(hour == from / MINUTES_OF_HOUR ? from % MINUTES_OF_HOUR : 0);
    if (hour >= 0 && minute < 0) {
      hour = hours.values().nextSetBit(hour + 1);
      minute = minutes.values().nextSetBit(0);
    }
    return hour < 0 ? null : day.atTime(hour, minute).toInstant(offset);
  }
}
