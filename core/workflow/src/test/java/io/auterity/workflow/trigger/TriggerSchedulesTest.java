package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class TriggerSchedulesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String BERLIN = "Europe/Berlin";
  private static final String NIGHTLY = "30 2 * * *";

  private final TriggerHouse house = new TriggerHouse(db);

  /** The clock of the house begins on the first of May 2030. */
  @Test
  void eachTimeStartsOneRunWhicheverServerComesToIt() {
    TriggerRow row = house.onTime(NIGHTLY, BERLIN, "last");

    house.fireAt("2030-05-02T00:29:59Z");
    assertThat(house.titles()).isEmpty();
    house.fireAt("2030-05-02T00:30:01Z");
    house.fireAt("2030-05-02T00:30:05Z");

    assertThat(house.titles()).containsExactly("2030-05-02 02:30 after 0");
    assertThat(house.starts(row))
        .extracting(StartRow::subject)
        .containsExactly("2030-05-02T02:30+02:00[Europe/Berlin]");
    assertThat(house.now(row).next()).contains(Instant.parse("2030-05-03T00:30:00Z"));
  }

  @Test
  void aTimeThatIsFiredAgainAfterACrashStartsNothingMore() {
    TriggerRow row = house.onTime(NIGHTLY, BERLIN, "last");
    house.fireAt("2030-05-02T00:30:01Z");

    house.sql("update run_trigger set fired = '2030-05-01T12:00:00Z', due = fired");
    house.fireAt("2030-05-02T00:30:20Z");

    assertThat(house.starts(row)).hasSize(1);
    assertThat(house.titles()).hasSize(1);
  }

  @Test
  void aClaimWhoseServerDiedIsTakenOver() {
    house.onTime(NIGHTLY, BERLIN, "last");
    house.sql("update run_trigger set due = '2030-05-02T00:30:31Z'");

    house.fireAt("2030-05-02T00:30:30Z");
    assertThat(house.titles()).isEmpty();
    house.fireAt("2030-05-02T00:30:32Z");

    assertThat(house.titles()).containsExactly("2030-05-02 02:30 after 0");
  }

  @Test
  void afterAStopOfThreeDaysTheLastTimeStartsARun() {
    house.onTime(NIGHTLY, BERLIN, "last");

    house.fireAt("2030-05-04T10:00:00Z");
    house.fireAt("2030-05-05T00:30:00Z");

    assertThat(house.titles())
        .containsExactly("2030-05-04 02:30 after 2", "2030-05-05 02:30 after 0");
  }

  @Test
  void afterAStopOfThreeDaysAllMayStartRunsOrNone() {
    house.onTime(NIGHTLY, BERLIN, "all");
    house.triggers.create(
        house.tenant, TriggerHouse.ACT, TriggerHouse.times("skips", NIGHTLY, BERLIN, "skip"));

    house.fireAt("2030-05-04T10:00:00Z");

    assertThat(house.titles())
        .containsExactlyInAnyOrder(
            "2030-05-02 02:30 after 0", "2030-05-03 02:30 after 0", "2030-05-04 02:30 after 0");
  }

  @Test
  void inBothNightsInWhichClocksAreChangedItStartsOneRun() {
    house.onTime(NIGHTLY, BERLIN, "all");

    house.fireAt("2030-10-27T12:00:00Z");
    house.fireAt("2031-03-31T12:00:00Z");

    assertThat(house.titles())
        .hasSize(334)
        .doesNotHaveDuplicates()
        .filteredOn(title -> title.matches("(2030-10-2[67]|2031-03-(29|3.)).*"))
        .containsExactlyInAnyOrder(
            "2030-10-26 02:30 after 0",
            "2030-10-27 02:30 after 0",
            "2031-03-29 02:30 after 0",
            "2031-03-30 03:00 after 0",
            "2031-03-31 02:30 after 0");
  }

  @Test
  void aPausedOneMissesNothing() {
    TriggerRow row = house.onTime(NIGHTLY, BERLIN, "all");
    house.paused(row, true);
    assertThat(house.now(row).next()).isEmpty();

    house.fireAt("2030-05-04T10:00:00Z");
    house.paused(row, false);
    house.fireAt("2030-05-05T00:30:00Z");

    assertThat(house.titles()).containsExactly("2030-05-05 02:30 after 0");
  }

  @Test
  void aChangeThatKeepsTheTimesForgetsNone() {
    TriggerRow row = house.onTime(NIGHTLY, BERLIN, "all");
    house.time.advance(Duration.ofDays(1));

    house.changed(row, TriggerHouse.times("renamed", NIGHTLY, BERLIN, "all"));
    house.fire();
    house.start();
    assertThat(house.titles()).containsExactly("2030-05-02 02:30 after 0");

    house.changed(row, TriggerHouse.times("renamed", "0 11 * * *", BERLIN, "all"));
    house.fireAt("2030-05-03T09:00:00Z");
    assertThat(house.titles())
        .containsExactly("2030-05-02 02:30 after 0", "2030-05-03 11:00 after 0");
  }

  @Test
  void aConditionMayLeaveTimesOut() {
    TriggerSpec spec =
        new TriggerSpec(
            "first",
            "triage",
            null,
            null,
            Schedule.of("@daily", null, null),
            "${schedule.date.endsWith('-03')}",
            Json.EMPTY);
    TriggerRow row = house.triggers.create(house.tenant, TriggerHouse.ACT, spec);

    house.fireAt("2030-05-02T00:00:00Z");
    house.fireAt("2030-05-03T00:00:00Z");

    assertThat(house.starts(row)).hasSize(1);
  }

  @Test
  void oneWhoseZoneIsUnknownHereSaysSoAndIsLookedAtLater() {
    TriggerRow row = house.onTime(NIGHTLY, BERLIN, "last");
    house.sql("update run_trigger set zone = 'Europe/Atlantis'");

    house.fireAt("2030-05-02T00:30:01Z");

    assertThat(house.titles()).isEmpty();
    assertThat(house.now(row).problem()).contains("'Europe/Atlantis' is no time zone");
    assertThat(house.now(row).due()).isEqualTo(Instant.parse("2030-05-02T01:30:01Z"));
  }

  @Test
  void oneThatCannotFireHoldsUpNoOther() {
    TriggerRow row = house.onTime(NIGHTLY, BERLIN, "last");
    TriggerRow broken =
        house.triggers.create(
            house.tenant, TriggerHouse.ACT, TriggerHouse.times("broken", NIGHTLY, BERLIN, "last"));
    house.sql(
        "update run_trigger set hour = '2030-05-02T00:00Z', in_hour = 2147483647 where name ="
            + " 'broken'");
    house.fireAt("2030-05-02T00:30:01Z");

    assertThat(house.starts(row)).hasSize(1);
    assertThat(house.starts(broken)).isEmpty();

    house.sql("update run_trigger set in_hour = 0");
    house.fireAt("2030-05-02T00:30:40Z");

    assertThat(house.starts(row)).hasSize(1);
    assertThat(house.starts(broken)).hasSize(1);
  }

  @Test
  void whatNeverComesOrReadsAnEventIsRefused() {
    assertThatThrownBy(() -> house.onTime("0 0 30 2 *", BERLIN, "last"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("never comes");
    TriggerSpec reading =
        new TriggerSpec(
            "t",
            "triage",
            null,
            null,
            Schedule.of("@daily", null, null),
            null,
            Json.EMPTY.with("title", Json.of("${event.subject}")));
    assertThatThrownBy(() -> house.triggers.create(house.tenant, TriggerHouse.ACT, reading))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("event");
  }
}
