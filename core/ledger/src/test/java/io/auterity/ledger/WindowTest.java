package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.Limit.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

  private static final Instant NOW = Instant.parse("2026-12-31T23:10:11Z");

  private static Window utc(Period period, String now) {
    return Window.of(period, ZoneOffset.UTC, Instant.parse(now));
  }

  /** A moment of a zone, most of them near a change of its clocks. */
  record Moment(ZoneId zone, Instant now) {}

  @Provide
  Arbitrary<Moment> moments() {
    List<String> zones = new ArrayList<>(ZoneId.getAvailableZoneIds());
    zones.sort(null);
    Arbitrary<Long> seconds =
        Arbitraries.longs()
            .between(
                Instant.parse("1971-01-01T00:00:00Z").getEpochSecond(),
                Instant.parse("2060-01-01T00:00:00Z").getEpochSecond());
    return Combinators.combine(
            Arbitraries.of(zones),
            seconds,
            Arbitraries.of(true, true, false),
            Arbitraries.longs().between(-90_000, 90_000))
        .as(WindowTest::moment);
  }

  private static Moment moment(String zone, long second, boolean near, long off) {
    ZoneId id = ZoneId.of(zone);
    Instant at = Instant.ofEpochSecond(second);
    ZoneOffsetTransition change = id.getRules().nextTransition(at);
    return new Moment(
        id, near && change != null ? change.getInstant().plusSeconds(off) : at.plusNanos(off));
  }

  @Property(tries = 3_000)
  void windowsFollowEachOtherWithoutGapOrOverlap(
      @ForAll("moments") Moment moment, @ForAll Period period) {
    Window window = Window.of(period, moment.zone(), moment.now());

    assertThat(window.contains(moment.now())).isTrue();
    assertThat(Window.of(period, moment.zone(), window.start())).isEqualTo(window);
    if (window.end() != null) {
      assertThat(Window.of(period, moment.zone(), window.end().minusNanos(1))).isEqualTo(window);
      assertThat(Window.of(period, moment.zone(), window.end()).start()).isEqualTo(window.end());
    }
    if (!window.start().equals(Instant.EPOCH)) {
      assertThat(Window.of(period, moment.zone(), window.start().minusNanos(1)).end())
          .isEqualTo(window.start());
    }
  }

  @Property(tries = 1_000)
  void longerWindowsBeginAndEndWithDays(@ForAll("moments") Moment moment, @ForAll Period period) {
    Window window = Window.of(period, moment.zone(), moment.now());

    if (period.compareTo(Period.DAY) > 0 && period != Period.TOTAL) {
      Window first = Window.of(Period.DAY, moment.zone(), window.start());
      assertThat(first.start()).isEqualTo(window.start());
      assertThat(window.end()).isAfterOrEqualTo(first.end());
    }
  }

  @Test
  void aWindowEndsWhereTheNextBegins() {
    for (Period period : Period.values()) {
      Instant end = Window.of(period, ZoneOffset.UTC, NOW).end();
      assertThat(end)
          .as(period.wire())
          .isEqualTo(
              switch (period) {
                case HOUR, DAY, MONTH, QUARTER, YEAR -> Instant.parse("2027-01-01T00:00:00Z");
                case WEEK -> Instant.parse("2027-01-04T00:00:00Z");
                case TOTAL -> null;
              });
    }
    assertThat(utc(Period.MONTH, "2028-02-01T00:00:00Z").end()).isEqualTo("2028-03-01T00:00:00Z");
    assertThat(utc(Period.WEEK, "2026-11-22T23:59:59Z").start()).isEqualTo("2026-11-16T00:00:00Z");
    assertThat(utc(Period.QUARTER, "2026-05-31T00:00:00Z"))
        .isEqualTo(
            new Window(
                Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-07-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, PT23H",
    "Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, PT25H",
    "Australia/Lord_Howe, 2026-04-04T18:00:00Z, 2026-04-04T13:00:00Z, PT24H30M",
    "America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, PT23H",
    "America/St_Johns, 2010-11-07T02:31:00Z, 2010-11-07T02:30:00Z, PT25H",
    "Pacific/Apia, 2011-12-31T00:00:00Z, 2011-12-30T10:00:00Z, PT24H",
  })
  void aDayIsAsLongAsItsClocksMakeIt(ZoneId zone, Instant now, Instant start, Duration length) {
    assertThat(Window.of(Period.DAY, zone, now)).isEqualTo(new Window(start, start.plus(length)));
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Kolkata, 2026-05-05T10:45:00Z, 2026-05-05T10:30:00Z, PT1H",
    "Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, PT1H",
    "Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, PT1H",
    "Australia/Lord_Howe, 2026-04-04T15:10:00Z, 2026-04-04T15:00:00Z, PT30M",
  })
  void anHourIsOneOfTheWall(ZoneId zone, Instant now, Instant start, Duration length) {
    assertThat(Window.of(Period.HOUR, zone, now)).isEqualTo(new Window(start, start.plus(length)));
  }
}
