package io.auterity.relay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWindowTest {

  private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

  @ParameterizedTest
  @CsvSource({
    "22:00, 05:00, 2026-11-20T21:59:59Z, false",
    "22:00, 05:00, 2026-11-20T22:00:00Z, true",
    "22:00, 05:00, 2026-11-21T00:00:00Z, true",
    "22:00, 05:00, 2026-11-21T04:59:59Z, true",
    "22:00, 05:00, 2026-11-21T05:00:00Z, false",
    "13:00, 05:00, 2026-11-21T12:59:59Z, false",
    "13:00, 05:00, 2026-11-21T13:00:00Z, true",
    "06:00, 18:00, 2026-11-21T05:59:59Z, false",
    "06:00, 18:00, 2026-11-21T06:00:00Z, true",
    "06:00, 18:00, 2026-11-21T18:00:00Z, false",
  })
  void goesOnOverMidnight(String from, String to, String at, boolean contained) {
    assertThat(window(from, to, "UTC", DAILY).contains(Instant.parse(at))).isEqualTo(contained);
  }

  // 2026-11-20 is a Friday.
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T23:00:00Z, true",
    "2026-11-21T04:00:00Z, true",
    "2026-11-21T23:00:00Z, false",
    "2026-11-20T04:00:00Z, false",
  })
  void belongsToTheDayOnWhichItBegan(String at, boolean contained) {
    TimeWindow fridays = window("22:00", "05:00", "UTC", EnumSet.of(DayOfWeek.FRIDAY));

    assertThat(fridays.contains(Instant.parse(at))).isEqualTo(contained);
  }

  // Berlin's clocks go from 2:00 to 3:00 on 2026-03-29, and from 3:00 to 2:00 on 2026-10-25.
  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:59:59Z, false",
    "2026-03-29T01:00:00Z, false",
    "2026-10-25T00:00:00Z, true",
    "2026-10-25T00:59:59Z, true",
    "2026-10-25T01:00:00Z, true",
    "2026-10-25T01:59:59Z, true",
    "2026-10-25T02:00:00Z, false",
  })
  void goesByTheClockOfItsZone(String at, boolean contained) {
    TimeWindow second = window("02:00", "03:00", "Europe/Berlin", DAILY);

    assertThat(second.contains(Instant.parse(at))).isEqualTo(contained);
  }

  @Test
  void saysItInWords() {
    assertThat(window("22:00", "05:00", "Europe/Berlin", EnumSet.of(DayOfWeek.FRIDAY)).words())
        .isEqualTo("between 22:00 and 05:00 of Europe/Berlin on fri");
  }

  private static TimeWindow window(String from, String to, String zone, Set<DayOfWeek> days) {
    return new TimeWindow(LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone), days);
  }
}
