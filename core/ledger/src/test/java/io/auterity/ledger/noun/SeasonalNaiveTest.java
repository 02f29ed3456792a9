package io.auterity.ledger.noun;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.BudgetSlices.Hours;
import io.auterity.ledger.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeasonalNaiveTest {

  /** A Monday. */
  private static final Instant BEGIN = Instant.parse("2026-11-02T00:00:00Z");

  private static final Limit DAILY = Limit.quota("q", 10_000, Limit.Period.DAY);

  private static Hours hours(int count, IntToLongFunction used) {
    List<Long> all = new ArrayList<>();
    for (int hour = 0; hour < count; hour++) {
      all.add(used.applyAsLong(hour));
    }
    return new Hours(BEGIN, all);
  }

  /** A hundred an hour from nine to five on workdays. */
  private static long office(int hour) {
    int ofDay = hour % 24;
    return hour / 24 % 7 < 5 && ofDay >= 9 && ofDay < 17 ? 100 : 0;
  }

  private static Instant after(int hours, int minutes) {
    return BEGIN.plus(Duration.ofHours(hours).plusMinutes(minutes));
  }

  @Test
  void officeHoursAreToldBySeason() {
    Hours twoWeeks = hours(336, SeasonalNaiveTest::office);
    Instant monday = after(336 + 9, 30);
    Hours known = hours(345, SeasonalNaiveTest::office);

    LimitForecast told = Objects.requireNonNull(LimitForecast.of(50, 0, DAILY, known, monday));

    assertThat(told.method()).isEqualTo("seasonal");
    assertThat(told.used()).as("half an hour, and seven whole ones").isEqualTo("800");
    assertThat(told.error()).isZero();
    assertThat(told.capReachedAt()).isNull();
    SeasonalNaive.Errors errors = new SeasonalNaive(twoWeeks).errors(DAILY);
    assertThat(errors.seasonal()).isZero();
    assertThat(errors.linear()).isGreaterThan(0.5);
  }

  @Test
  void theCapIsReachedInTheHourThatTheSeasonTells() {
    Limit small = Limit.quota("q", 300, Limit.Period.DAY);
    Hours known = hours(345, SeasonalNaiveTest::office);

    assertThat(Objects.requireNonNull(LimitForecast.of(50, 0, small, known, after(345, 30))))
        .extracting(LimitForecast::capReachedAt)
        .isEqualTo(after(348, 0));
  }

  @Test
  void aPaceThatHasChangedIsToldByThePace() {
    Hours known = hours(348, hour -> hour < 200 ? 10 : 70);

    LimitForecast told =
        Objects.requireNonNull(LimitForecast.of(840, 0, DAILY, known, after(348, 0)));

    assertThat(told.method()).isEqualTo("linear");
    assertThat(told.used()).isEqualTo("1680");
    assertThat(told.error()).isNotNull().isBetween(0.0, 0.5);
  }

  @Test
  void aWindowThatBeganBeforeAnythingIsKnownHasASeasonToo() {
    Limit year = Limit.quota("q", 1_000_000, Limit.Period.YEAR);
    Instant evening = after(345 + 8, 0);

    LimitForecast told =
        Objects.requireNonNull(
            LimitForecast.of(60_000, 0, year, hours(345 + 8, SeasonalNaiveTest::office), evening));

    assertThat(told.method()).isEqualTo("seasonal");
    assertThat(told.error()).isZero();
  }

  @Test
  void beforeTwoWeeksThereIsNoSeason() {
    Hours known = hours(335, SeasonalNaiveTest::office);

    assertThat(LimitForecast.of(240, 0, DAILY, known, after(335, 0)))
        .isEqualTo(LimitForecast.of(240, 0, DAILY, null, after(335, 0)));
  }

  @Test
  void windowsThatNeverEndHaveNoForecast() {
    Limit total = Limit.quota("q", 10, Limit.Period.TOTAL);

    assertThat(LimitForecast.of(1, 0, total, hours(400, hour -> 1), after(400, 0))).isNull();
  }

  @Property(tries = 200)
  void whateverWasUsedAForecastIsAtLeastWhatIsUsedNow(
      @ForAll @Size(min = 336, max = 400) List<@IntRange(min = -50, max = 900) Integer> used,
      @ForAll @IntRange(max = 59) int minutes,
      @ForAll @IntRange(max = 2_000) int settled) {
    Hours known = hours(used.size(), used::get);
    Instant now = after(used.size(), minutes);
    for (Limit.Period period : List.of(Limit.Period.DAY, Limit.Period.WEEK, Limit.Period.MONTH)) {
      Limit limit = Limit.quota("q", 1_000, period);
      LimitForecast told = LimitForecast.of(settled, 7, limit, known, now);

      assertThat(told).isEqualTo(LimitForecast.of(settled, 7, limit, known, now));
      if (told != null) {
        assertThat(Long.parseLong(told.used())).isGreaterThanOrEqualTo(settled + 7);
        Instant reached = told.capReachedAt();
        if (reached != null) {
          assertThat(reached).isBefore(limit.window(now).end());
        }
      }
    }
  }

  @Property(tries = 100)
  void aSeasonThatRepeatsItselfIsToldWithoutAnError(
      @ForAll @Size(168) List<@IntRange(max = 900) Integer> week,
      @ForAll @IntRange(max = 23) int hour) {
    Hours known = hours(336 + hour, place -> week.get(place % 168));
    Instant now = BEGIN.plus(336 + hour, ChronoUnit.HOURS);
    Instant end = after(336 + 24, 0);

    SeasonalNaive season = new SeasonalNaive(known);

    assertThat(season.errors(DAILY).seasonal()).isZero();
    assertThat(season.until(now, end, Double.MAX_VALUE).used())
        .isEqualTo(week.subList(hour, 24).stream().mapToDouble(Integer::doubleValue).sum());
  }
}
