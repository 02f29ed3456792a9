package io.auterity.ledger.noun;

import io.auterity.ledger.BudgetSlices;
import io.auterity.ledger.Limit;
import io.auterity.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seasonal naive method with a season of a week of hours: each hour to come uses what the same
 * hour of the same weekday used last, {@code y(T+h) = y(T+h-m(k+1))} with {@code m = 168} and
 * {@code k} the whole part of {@code (h-1)/m} (Hyndman and Athanasopoulos, Forecasting: Principles
 * and Practice, 3rd edition, section 5.2). Hours are those of UTC.
 *
 * <p>Whether it beats the pace of the window is tried on the past from a rolling origin (section
 * 5.10): from each hour of the last week on, both methods tell the next 24 hours, or as many as the
 * window then had left, and the sum of their absolute errors is divided by what was used. Of a
 * window that began before anything is known, the pace is that of the hours that are.
 */
final class SeasonalNaive {

  private static final int SEASON = 168;
  private static final int AHEAD = 24;

  /** Two whole weeks, of which the second is told by the first. */
  private static final int ENOUGH = 2 * SEASON;

  private final BudgetSlices.Hours hours;
  private final List<Long> used;

  /** What was used before each hour. */
  private final long[] before;

  SeasonalNaive(BudgetSlices.Hours hours) {
    this.hours = hours;
    this.used = hours.used();
    this.before = new long[used.size() + 1];
    for (int hour = 0; hour < used.size(); hour++) {
      before[hour + 1] = before[hour] + Math.max(0, used.get(hour));
    }
  }

  /**
   * How far off both were, as parts of what was used.
   *
   * @param origins from how many hours they were tried
   */
  record Errors(double linear, double seasonal, int origins) {
    boolean seasonalIsBetter() {
      return origins > 0 && seasonal < linear;
    }
  }

  /** Tries both on the last week, as far as enough is known. */
  Errors errors(Limit limit) {
    int end = used.size();
    double linear = 0;
    double seasonal = 0;
    double actual = 0;
    int origins = 0;
    for (int origin = end - SEASON; end >= ENOUGH && origin < end; origin++) {
      Instant at = hours.start().plus(origin, ChronoUnit.HOURS);
      Window window = limit.window(at);
      int passed = (int) Math.min(origin, Duration.between(window.start(), at).toHours());
      int ahead = Math.min(Math.min(AHEAD, end - origin), left(window, at));
      if (passed < 1 || ahead < 1) {
        continue;
      }
      double then = sum(origin, origin + ahead);
      linear += Math.abs(sum(origin - passed, origin) / passed * ahead - then);
      seasonal += Math.abs(sum(origin - SEASON, origin - SEASON + ahead) - then);
      actual += then;
      origins++;
    }
    return actual > 0
        ? new Errors(linear / actual, seasonal / actual, origins)
        : new Errors(0, 0, 0);
  }

  private static int left(Window window, Instant at) {
    Instant end = window.end();
    return end == null ? 0 : (int) Math.min(AHEAD, Duration.between(at, end).toHours());
  }

  private double sum(int from, int to) {
    return before[to] - before[from];
  }

  /** What an hour uses that has not passed; the hour of now has place 0. */
  private double told(int ahead) {
    return Math.max(0, used.get(used.size() + ahead - SEASON * (ahead / SEASON + 1)));
  }

  /**
   * What is used from now until then.
   *
   * @param room after how much of that the moment is to be told
   */
  Course until(Instant now, Instant end, double room) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    double sum = 0;
    Instant reached = room <= 0 ? now : null;
    for (int ahead = 0; hour.isBefore(end); ahead++) {
      Instant next = hour.plus(1, ChronoUnit.HOURS);
      Instant from = ahead == 0 ? now : hour;
      Instant to = next.isBefore(end) ? next : end;
      double millis = Duration.between(from, to).toMillis();
      double more = told(ahead) * millis / Duration.ofHours(1).toMillis();
      if (reached == null && more > 0 && sum + more > room) {
        reached = from.plusMillis((long) ((room - sum) / more * millis));
      }
      sum += more;
      hour = next;
    }
    return new Course(sum, reached);
  }

  /**
   * What is used in some time.
   *
   * @param reached when so much is used as was asked for; null when it is not
   */
  record Course(double used, @Nullable Instant reached) {}
}
