package io.auterity.ledger.noun;

import io.auterity.ledger.BudgetSlices;
import io.auterity.ledger.Limit;
import io.auterity.ledger.NanoUnits;
import io.auterity.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The forecast of a limit's usage at the end of its window, by the one of two methods that told its
 * last week better.
 *
 * @param used by the end of the window; exact decimal text
 * @param method {@code linear}: what is settled now, over the part of the window that has passed,
 *     and what is unsettled now, which is no pace; {@code seasonal}: what is settled now, and for
 *     each hour to come what the same hour of the same weekday used last ({@link SeasonalNaive})
 * @param capReachedAt when the cap is reached by that; absent when it is not in this window
 * @param error how far off the method was in the last week, as a part of what was used; absent
 *     before two weeks of hours are known
 */
public record LimitForecast(
    String used, String method, @Nullable Instant capReachedAt, @Nullable Double error) {

  /** By the pace of the window, whose error is not known. */
  LimitForecast(String used, String method, @Nullable Instant capReachedAt) {
    this(used, method, capReachedAt, null);
  }

  /** Before that part of a window has passed, a pace says nothing. */
  private static final double ENOUGH = 0.01;

  /** Of a window that ends and has begun long enough ago; null of others. */
  static @Nullable LimitForecast of(
      long settled, long unsettled, long cap, String unit, Window window, Instant now) {
    Instant end = window.end();
    if (end == null) {
      return null;
    }
    double whole = nanos(Duration.between(window.start(), end));
    double passed = nanos(Duration.between(window.start(), now));
    if (passed < whole * ENOUGH) {
      return null;
    }
    long total = Math.max(settled, (long) (settled * (whole / passed)));
    return new LimitForecast(
        NanoUnits.text(total + unsettled, unit),
        "linear",
        reached(settled, cap - unsettled, window, passed));
  }

  /** The same, where it is known by the hour what was used. */
  static @Nullable LimitForecast of(
      long settled, long unsettled, Limit limit, BudgetSlices.@Nullable Hours hours, Instant now) {
    Window window = limit.window(now);
    LimitForecast linear = of(settled, unsettled, limit.cap(), limit.unit(), window, now);
    Instant end = window.end();
    if (hours == null || end == null) {
      return linear;
    }
    SeasonalNaive season = new SeasonalNaive(hours);
    SeasonalNaive.Errors errors = season.errors(limit);
    if (errors.origins() == 0) {
      return linear;
    }
    if (!errors.seasonalIsBetter()) {
      return linear == null
          ? null
          : new LimitForecast(
              linear.used(), linear.method(), linear.capReachedAt(), rounded(errors.linear()));
    }
    long used = settled + unsettled;
    SeasonalNaive.Course course = season.until(now, end, (double) limit.cap() - used);
    return new LimitForecast(
        NanoUnits.text(used + Math.round(course.used()), limit.unit()),
        "seasonal",
        course.reached(),
        rounded(errors.seasonal()));
  }

  private static double rounded(double error) {
    return Math.round(error * 1e3) / 1e3;
  }

  private static double nanos(Duration time) {
    return time.toSeconds() * 1e9 + time.toNanosPart();
  }

  private static @Nullable Instant reached(long settled, long room, Window window, double passed) {
    if (settled == 0 && room > 0) {
      return null;
    }
    double after = (room > 0 ? passed * ((double) room / settled) : passed) / 1e9;
    Instant end = window.end();
    Instant at = after > 1e12 ? Instant.MAX : window.start().plusSeconds((long) after);
    return end != null && at.isBefore(end) ? at : null;
  }
}
