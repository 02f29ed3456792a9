package io.auterity.workflow.trigger.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.trigger.schedule.Schedule.Firing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Instant MONDAY = Instant.parse("2026-11-09T12:00:00Z");

  private static Schedule daily(String missed) {
    return Schedule.of("30 2 * * *", "Europe/Berlin", missed);
  }

  private static List<String> due(Schedule schedule, Instant since, Instant now) {
    return schedule.due(since, now).stream()
        .map(firing -> firing.at().toLocalDateTime() + " after " + firing.missed())
        .toList();
  }

  @Test
  void aTimeThatHasJustComeStartsARunWhateverIsMissed() {
    Instant now = Instant.parse("2026-11-10T01:30:59Z");

    for (String missed : List.of("skip", "last", "all")) {
      assertThat(due(daily(missed), MONDAY, now)).containsExactly("2026-11-10T02:30 after 0");
    }
    assertThat(due(daily("last"), MONDAY, Instant.parse("2026-11-10T01:29:59Z"))).isEmpty();
  }

  @Test
  void afterAStopOfThreeDaysTheLastTimeStartsARunOrAllDoOrNone() {
    Instant now = MONDAY.plus(Duration.ofDays(3));

    assertThat(due(daily("last"), MONDAY, now)).containsExactly("2026-11-12T02:30 after 2");
    assertThat(due(daily("skip"), MONDAY, now)).isEmpty();
    assertThat(due(daily("all"), MONDAY, now))
        .containsExactly(
            "2026-11-10T02:30 after 0", "2026-11-11T02:30 after 0", "2026-11-12T02:30 after 0");
  }

  @Test
  void ofManyThatWereMissedTheLastThousandStartRuns() {
    Schedule each = Schedule.of("* * * * *", null, "all");

    List<Firing> due = each.due(MONDAY, MONDAY.plus(Duration.ofDays(1)));

    assertThat(due).hasSize(Schedule.MOST);
    assertThat(due.getFirst().missed()).isEqualTo(440);
    assertThat(due.getLast().at().toInstant()).isEqualTo(MONDAY.plus(Duration.ofDays(1)));
  }

  @Test
  void oneOnTimeTakesThePlaceOfThoseThatWereMissed() {
    Schedule each = Schedule.of("* * * * *", null, null);

    assertThat(due(each, MONDAY, MONDAY.plusSeconds(3 * 60 + 5)))
        .containsExactly("2026-11-09T12:03 after 2");
  }

  @Test
  void bothHoursOfARepeatedOneHaveNamesOfTheirOwn() {
    Schedule hourly = Schedule.of("@hourly", "Europe/Berlin", "all");
    Instant night = Instant.parse("2026-10-24T23:30:00Z");

    assertThat(hourly.due(night, night.plus(Duration.ofHours(2))))
        .extracting(Firing::name)
        .containsExactly(
            "2026-10-25T02:00+02:00[Europe/Berlin]", "2026-10-25T02:00+01:00[Europe/Berlin]");
  }

  @Test
  void expressionsReadTheTimeAsItsZoneShowsIt() {
    Firing firing = daily("last").due(MONDAY, MONDAY.plus(Duration.ofDays(2))).getFirst();

    assertThat(firing.json())
        .isEqualTo(
            Json.EMPTY
                .with("at", Json.of("2026-11-11T01:30:00Z"))
                .with("date", Json.of("2026-11-11"))
                .with("time", Json.of("02:30"))
                .with("zone", Json.of("Europe/Berlin"))
                .with("missed", Json.of(1)));
  }

  @Test
  void whatNeverComesIsRefused() {
    assertThatThrownBy(() -> Schedule.of("0 0 31 2 *", null, null).check(MONDAY))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("'0 0 31 2 *' never comes");
    assertThatThrownBy(() -> Schedule.of("@daily", null, "latest"))
        .hasMessageContaining("missed: 'latest' is none");
  }
}
