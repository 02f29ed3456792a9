package io.auterity.workflow.trigger.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class CronScheduleTest {

  private static final String BERLIN = "Europe/Berlin";

  /**
   * Days around which clocks were changed, at midnight, by half an hour, by a whole day, or not.
   */
  private static final List<String> CHANGES =
      List.of(
          "Europe/Berlin 2026-03-29",
          "Europe/Berlin 2026-10-25",
          "America/New_York 2027-03-14",
          "America/New_York 2027-11-07",
          "Australia/Lord_Howe 2026-10-04",
          "Australia/Lord_Howe 2026-04-05",
          "America/Santiago 2025-09-07",
          "America/Santiago 2026-04-05",
          "Africa/Cairo 2026-04-24",
          "Pacific/Apia 2011-12-30",
          "America/St_Johns 2010-11-07",
          "Asia/Kolkata 2026-01-01",
          "UTC 2028-02-29");

  private static List<String> next(String cron, String zone, String after, int most) {
    return CronSchedule.of(cron, zone).next(Instant.parse(after), most).stream()
        .map(at -> at.toOffsetDateTime().toString())
        .toList();
  }

  @Provide
  static Arbitrary<String> crons() {
    return Combinators.combine(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7))
        .as(
            (minute, hour, day, month, weekday) ->
                String.join(" ", minute, hour, day, month, weekday));
  }

  private static Arbitrary<String> field(int least, int most) {
    Arbitrary<Integer> values = Arbitraries.integers().between(least, most);
    Arbitrary<Integer> steps = Arbitraries.integers().between(1, most);
    Arbitrary<String> ranges =
        Combinators.combine(values, values).as((a, b) -> Math.min(a, b) + "-" + Math.max(a, b));
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.just("*")),
        Tuple.of(2, steps.map(step -> "*/" + step)),
        Tuple.of(2, values.map(String::valueOf)),
        Tuple.of(1, ranges),
        Tuple.of(1, Combinators.combine(ranges, steps).as((a, b) -> a + "/" + b)),
        Tuple.of(1, Combinators.combine(values, ranges).as((a, b) -> a + "," + b)));
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void itHasTheTimesThatOneSeesWhoLooksAtEachMinute(
      @ForAll("crons") String cron,
      @ForAll @IntRange(min = 0, max = 12) int change,
      @ForAll @IntRange(min = 0, max = 3 * 24 * 60) int minutesBefore) {
    String[] parts = CHANGES.get(change).split(" ", -1);
    Instant day = Instant.parse(parts[1] + "T12:00:00Z");
    Instant after = day.minus(Duration.ofMinutes(minutesBefore));
    Instant until = day.plus(Duration.ofDays(1));

    CronSchedule schedule = CronSchedule.of(cron, parts[0]);
    List<Instant> times =
        Stream.iterate(
                schedule.next(after),
                at -> at.isPresent() && !at.get().toInstant().isAfter(until),
                at -> schedule.next(at.orElseThrow().toInstant()))
            .map(at -> at.orElseThrow().toInstant())
            .toList();

    assertThat(times).isEqualTo(new CronInterpreter(cron, parts[0]).between(after, until));
  }

  /** As in kestra-io/kestra#524: what is due in the hour that is left out still comes, once. */
  @Example
  void anHourThatIsLeftOutIsOnceRightAfterIt() {
    assertThat(next("30 2 * * *", BERLIN, "2026-03-28T12:00:00Z", 2))
        .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00");
    assertThat(next("*/15 2 * * *", BERLIN, "2026-03-28T12:00:00Z", 2))
        .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00");
    assertThat(next("0 2,3 * * *", BERLIN, "2026-03-28T12:00:00Z", 2))
        .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00");
  }

  @Example
  void ofAnHourThatComesTwiceTheFirstCounts() {
    assertThat(next("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
  }

  /** As in Steve-Mcl/node-red-contrib-cron-plus#108: nothing is silent for an hour. */
  @Example
  void whatComesEachHourGoesByTheTimeThatPasses() {
    assertThat(next("0 * * * *", BERLIN, "2026-10-24T23:30:00Z", 3))
        .containsExactly(
            "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00");
    assertThat(next("30 * * * *", BERLIN, "2026-03-29T00:00:00Z", 3))
        .containsExactly(
            "2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00", "2026-03-29T04:30+02:00");
    assertThat(next("0 */2 * * *", BERLIN, "2026-03-28T23:00:00Z", 3))
        .containsExactly(
            "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00", "2026-03-29T06:00+02:00");
  }

  /** As in apache/airflow#7999 and #38098: hours that are written do not move with the clock. */
  @Example
  void hoursThatAreWrittenStayWhenTheClockWasChangedThatDay() {
    assertThat(next("0 7-8 * * *", "America/Los_Angeles", "2020-03-08T06:00:00Z", 2))
        .containsExactly("2020-03-08T07:00-07:00", "2020-03-08T08:00-07:00");
    assertThat(next("0 7,9 * * *", "America/Los_Angeles", "2020-11-01T05:00:00Z", 2))
        .containsExactly("2020-11-01T07:00-08:00", "2020-11-01T09:00-08:00");
  }

  /** As in cronie-crond/cronie#217: the offset is that of the day itself. */
  @Example
  void monthsThatAreSkippedMayLieBeyondAChange() {
    assertThat(next("* * * */3 *", "America/New_York", "2015-02-15T12:00:00Z", 1))
        .containsExactly("2015-04-01T00:00-04:00");
  }

  /** As in n8n-io/n8n#17904: days are both the days of the month and those of the week. */
  @Example
  void ofTwoDaysThatAreWrittenEitherWillDo() {
    assertThat(next("0 8 13 * FRI", "UTC", "2026-11-10T00:00:00Z", 3))
        .containsExactly("2026-11-13T08:00Z", "2026-11-20T08:00Z", "2026-11-27T08:00Z");
    assertThat(next("0 8 * * mon-fri", "UTC", "2026-11-13T09:00:00Z", 1))
        .containsExactly("2026-11-16T08:00Z");
  }

  @Example
  void namesStandForFields() {
    assertThat(next("@daily", BERLIN, "2026-11-10T12:00:00Z", 1))
        .containsExactly("2026-11-11T00:00+01:00");
    assertThat(next("@weekly", "UTC", "2026-11-10T12:00:00Z", 1))
        .containsExactly("2026-11-15T00:00Z");
  }

  @Example
  void aLeapDayIsFoundAndOneThatNeverComesIsNot() {
    assertThat(next("0 0 29 2 *", "UTC", "2097-01-01T00:00:00Z", 1))
        .containsExactly("2104-02-29T00:00Z");
    assertThat(next("0 0 30 2 *", "UTC", "2026-01-01T00:00:00Z", 1)).isEmpty();
  }

  @Example
  void whatIsWrongIsNamedWithWhatToWrite() {
    assertRefused("30 2 * *", "UTC", "does not have five fields");
    assertRefused("61 * * * *", "UTC", "'61' is no minute; write 0 to 59");
    assertRefused("0 0 * FOO *", "UTC", "'FOO' is no month; write 1 to 12 or JAN to DEC");
    assertRefused("0 5-3 * * *", "UTC", "'5-3' is no hour");
    assertRefused("*/0 * * * *", "UTC", "'*/0' is no minute");
    assertRefused("0 0 L * *", "UTC", "'L' is no day of the month");
    assertRefused("@dayly", "UTC", "did you mean '@daily'?");
    assertRefused("@daily", "Europe/Berln", "did you mean 'Europe/Berlin'?");
    assertRefused("0 ".repeat(200), "UTC", "has more than 200 characters");
  }

  private static void assertRefused(String cron, String zone, String problem) {
    assertThatThrownBy(() -> CronSchedule.of(cron, zone))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining(problem);
  }
}
