package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerRow.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("postgresql")
class TriggerEventsTest {

  private static final String RUNS = "io.auterity.run.completed.v1";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TriggerHouse house = new TriggerHouse(db);

  private static TriggerSpec plain(String name, String type) {
    return new TriggerSpec(name, "triage", type, null, null, null, Json.EMPTY);
  }

  private TriggerRow onRuns(String name) {
    TriggerRow row = house.onEvent(name, RUNS, null);
    return house.changed(row, plain(name, RUNS), null);
  }

  @Test
  void aRunThatATriggerHasLedToStartsItNeverAgain() {
    TriggerRow row = onRuns("on-run");

    house.receive(house.ended(1, row));
    house.receive(house.ended(2, onRuns("another"), row));
    house.start();

    assertThat(house.starts(row)).isEmpty();
  }

  @Test
  void othersTakeItAndTheirRunsDescendFromBoth() {
    TriggerRow first = house.onEvent(null);
    TriggerRow second = onRuns("on-run");

    house.receive(house.ended(1, first));
    house.start();

    assertThat(house.begun.values())
        .extracting(RunRequest::descent)
        .extracting(descent -> descent.triggers())
        .containsExactly(List.of(first.id(), second.id()));
  }

  @Test
  void onlyTheEventsOfDeliveriesTellOfOne() {
    UUID delivery = new UUID(8, 1);
    TriggerRow row = house.onEvent(null);
    CloudEvent told = house.event(1);
    Json.Obj data = told.data().with("delivery", Json.of(CloudEvent.DELIVERY_ID.write(delivery)));

    house.receive(from("/webhooks/forge", 1, data));
    house.receive(from("/providers/forge", 2, data));
    house.receive(from("/providers/forge", 3, data.with("delivery", Json.of("d".repeat(9_000)))));

    assertThat(house.starts(row)).hasSize(3);
    assertThat(house.startsOf(delivery)).hasSize(1);
  }

  private CloudEvent from(String source, int number, Json.Obj data) {
    CloudEvent told = house.event(number);
    return new CloudEvent(
        told.id(), told.type(), source, told.subject(), told.tenant(), told.time(), data);
  }

  @Test
  void longChainsOfTriggersEnd() {
    TriggerRow row = onRuns("on-run");
    TriggerRow other = house.onEvent(null);
    TriggerRow[] led = new TriggerRow[8];
    Arrays.fill(led, other);

    house.receive(house.ended(1, led));

    assertThat(house.starts(row)).isEmpty();
  }

  @Test
  void runsOfBeforeOfWhichOnlyTheDoorIsKnownStartNothing() {
    TriggerRow row = onRuns("on-run");
    house.receive(
        new CloudEvent(
            new UUID(5, 1),
            RUNS,
            "/workflow",
            "run_1",
            house.tenant.tenant(),
            house.time.now(),
            Json.EMPTY.with("door", Json.of("trigger"))));

    assertThat(house.starts(row)).isEmpty();
  }

  private void counted(int others, int ofCircles) {
    house.sql(
        """
        update run_trigger set in_hour = %d, circles_in_hour = %d,
          hour = timestamptz '2030-05-01 11:30:00+00'
        """
            .formatted(others, ofCircles));
  }

  private int inHour() {
    return house.number("select in_hour from run_trigger");
  }

  private int circlesInHour() {
    return house.number("select sum(circles_in_hour)::int from run_trigger");
  }

  @Test
  void honestStartsAreOfNoConcern() {
    TriggerRow row = house.onEvent(null);
    counted(2_300, 0);

    house.receive(house.event(1));

    assertThat(inHour()).isEqualTo(2_301);
    assertThat(house.now(row).state()).isEqualTo(State.ACTIVE);
    assertThat(house.now(row).problem()).isNull();
    assertThat(house.now(row).slowedUntil()).isNull();
  }

  @Test
  void whatARunOfATriggerMayHaveLedToIsCountedApart() {
    TriggerRow row = onRuns("on-run");
    TriggerRow other = house.onEvent(null);
    counted(0, 0);

    house.receive(house.ended(1, other));

    assertThat(house.starts(row)).hasSize(1);
    assertThat(circlesInHour()).isEqualTo(1);
    assertThat(house.number("select in_hour from run_trigger where name = 'on-run'")).isZero();
  }

  @Test
  void soIsWhatAVendorTellsWhileARunOfItIsUnderWay() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1));
    assertThat(inHour()).isEqualTo(1);

    house.underWay(house.starts(row).getFirst().run());
    house.receive(house.event(2));

    assertThat(inHour()).isEqualTo(1);
    assertThat(circlesInHour()).isEqualTo(1);
  }

  @Test
  void aRunThatLeadsToManyEventsAtOnceIsSeenBehindAllThatWait() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1));
    house.start();
    house.underWay(house.starts(row).getFirst().run());

    IntStream.rangeClosed(2, 31).forEach(i -> house.receive(house.event(i)));

    assertThat(circlesInHour()).isEqualTo(30);
  }

  @Test
  void anEventThatComesAgainIsCountedOnce() {
    house.onEvent(null);

    IntStream.range(0, 3).forEach(i -> house.receive(house.event(1)));

    assertThat(inHour()).isEqualTo(1);
  }

  @Test
  void whatOthersLedToLeavesRoomForCirclesAndTheOtherWayRound() {
    TriggerRow row = house.onEvent(null);
    counted(99_000, 1_999);
    house.receive(house.event(1));
    house.underWay(house.starts(row).getFirst().run());
    house.receive(house.event(2));
    assertThat(house.now(row).problem()).isNull();

    house.receive(house.event(3));

    assertThat(circlesInHour()).isEqualTo(2_001);
    assertThat(house.now(row).problem()).contains("slowed down");
  }

  @ParameterizedTest
  @CsvSource({"true, 2000", "false, 100000"})
  void tooManyWithinAnHourSlowItDownBeforeTheyStopIt(boolean circle, int most) {
    TriggerRow row = house.onEvent(null);
    if (circle) {
      house.receive(house.event(0));
      house.underWay(house.starts(row).getFirst().run());
      house.start();
      house.begun.clear();
    }
    counted(circle ? 0 : most, circle ? most : 0);
    house.receive(house.event(1));
    house.start();

    assertThat(house.begun).isEmpty();
    assertThat(house.now(row).state()).isEqualTo(State.ACTIVE);
    assertThat(house.now(row).problem()).contains("slowed down");
    Instant endOfHour = Instant.parse("2030-05-01T12:30:00Z");
    assertThat(house.now(row).slowedUntil()).isEqualTo(endOfHour);
    house.time.advance(Duration.ofMinutes(2));
    house.start();
    assertThat(house.begun).hasSize(1);
    assertThat(house.now(row).slowedUntil()).as("though a run has begun").isEqualTo(endOfHour);

    counted(circle ? 0 : 2 * most, circle ? 2 * most : 0);
    int before = house.starts(row).size();
    house.receive(house.event(2));
    house.receive(house.event(3));

    assertThat(house.now(row).state()).isEqualTo(State.STOPPED);
    assertThat(house.now(row).problem()).contains("too many runs within an hour");
    assertThat(house.starts(row)).as("what stopped it waits").hasSize(before + 1);
    house.paused(row, false);
    assertThat(house.now(row).problem()).isNull();
    assertThat(house.now(row).slowedUntil()).isNull();
    house.start();
    assertThat(house.titles()).contains("t2");
    house.receive(house.event(4));
    assertThat(house.now(row).state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void nothingIsLostOfWhatIsSlowedDown() {
    house.onEvent(null);
    counted(100_000, 0);

    IntStream.rangeClosed(1, 40).forEach(i -> house.receive(house.event(i)));
    house.time.advance(Duration.ofMinutes(31));
    house.start();

    assertThat(house.titles()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void theCountBeginsAnewWithTheHour() {
    TriggerRow row = house.onEvent(null);
    house.sql(
        """
        update run_trigger set in_hour = 200000, circles_in_hour = 4000,
          slowed_until = timestamptz '2030-05-01 11:59:59+00',
          hour = timestamptz '2030-05-01 10:59:59+00'
        """);

    house.receive(house.event(1));

    assertThat(house.now(row).state()).isEqualTo(State.ACTIVE);
    assertThat(house.now(row).slowedUntil()).isNull();
    assertThat(inHour()).isEqualTo(1);
    assertThat(circlesInHour()).isZero();
  }

  @Test
  void tooManyThatWaitStopIt() {
    TriggerRow row = house.onEvent(null);
    house.sql(
        """
        insert into trigger_start (tenant, trigger, cause, id, run, subject, noted, due)
        select tenant, id, n, gen_random_uuid(), gen_random_uuid(), '', now(), 'infinity'
        from run_trigger, generate_series(1, 10000) n
        """);
    house.sql("update run_trigger set in_hour = 99, hour = timestamptz '2030-05-01 11:30:00+00'");

    house.receive(house.event(1));

    assertThat(house.now(row).problem()).contains("more than 10000 of its runs wait");
    assertThat(house.now(row).state()).isEqualTo(State.STOPPED);
  }

  /** A user of n8n saw runs of what a trigger had been before (n8n#30607). */
  @Test
  void noServerGoesOnWithWhatATriggerWasBefore() {
    TriggerRow row = house.onEvent(null);
    List<TriggerEvents> servers =
        List.of(new TriggerEvents(house.parts, () -> {}), new TriggerEvents(house.parts, () -> {}));
    servers.forEach(server -> server.receive(house.event(1)));
    house.time.advance(Duration.ofSeconds(1));
    house.changed(row, TriggerHouse.saying("new", null), null);

    servers.reversed().forEach(server -> server.receive(house.event(2)));
    house.start();
    house.delete(row);
    servers.forEach(server -> server.receive(house.event(3)));
    house.start();

    assertThat(house.titles()).containsExactlyInAnyOrder("t1", "new t2");
  }

  @Test
  void onlyThoseThatWaitForItsTypeAreLookedAt() {
    TriggerRow exact = house.onEvent("exact", "io.auterity.tracker.issue.created.v1", null);
    TriggerRow star = house.onEvent("star", "io.auterity.tracker.issue.*", null);
    TriggerRow other = house.onEvent("other", "io.auterity.tracker.issue.closed.v1", null);
    TriggerRow longer = house.onEvent("longer", "io.auterity.tracker.issue.created.v12", null);

    house.receive(house.event(1));

    assertThat(house.starts(exact)).hasSize(1);
    assertThat(house.starts(star)).hasSize(1);
    assertThat(house.starts(other)).isEmpty();
    assertThat(house.starts(longer)).isEmpty();
  }

  @Test
  void whatAilsOneKeepsNothingFromTheOthers() {
    house.onEvent("broken", "io.auterity.tracker.*", null);
    TriggerRow well = house.onEvent(null);
    house.sql("update run_trigger set input = '\\x00' where name = 'broken'");

    assertThatThrownBy(() -> house.receive(house.event(1))).isNotNull();

    assertThat(house.starts(well)).hasSize(1);
  }

  @Test
  void typesThatNeverHappenAreRefused() {
    assertThatThrownBy(() -> house.onEvent("t", "io.auterity.trigger.item.v1", null))
        .hasMessageContaining("never happens");
  }

  @Test
  void aTriggerMayTellThatAnotherOneHasStopped() {
    TriggerRow row = house.onEvent("t", "io.auterity.trigger.stopped.v1", null);
    house.changed(row, plain("t", "io.auterity.trigger.stopped.v1"), null);

    house.receive(
        new CloudEvent(
            new UUID(5, 2),
            Triggers.STOPPED,
            "/triggers/x",
            "trig_1",
            house.tenant.tenant(),
            house.time.now(),
            Json.EMPTY));

    assertThat(house.starts(row)).hasSize(1);
  }
}
