package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Principal;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.EventSchema;
import io.auterity.platform.outbox.store.OutboxStore;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.graph.WorkflowLimits;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class TriggerStartsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TriggerHouse house = new TriggerHouse(db);

  @Test
  void anEventThatComesAgainStartsOneRun() {
    TriggerRow row = house.onEvent(null);

    house.receive(house.event(1));
    house.receive(house.event(1));
    house.start();
    house.receive(house.event(1));
    house.start();
    house.receive(house.event(2));
    house.start();

    assertThat(house.titles()).containsExactly("t1", "t2");
    assertThat(house.starts(row)).allMatch(start -> start.problem() == null).hasSize(2);
  }

  @Test
  void aRunIsStartedByWhoHadChangedTheTriggerWhenItWasNoted() {
    house.onEvent(null);
    house.receive(house.event(1));
    house.sql(
        "update run_trigger set changed_by = '%s', changed_by_name = 'bob', changed_by_type = 'USER'"
            .formatted(new UUID(1, 2)));
    house.start();
    assertThat(house.begun.values()).hasSize(1).allMatch(run -> run.starter() == null);
    house.begun.clear();

    house.receive(house.event(2));
    house.start();

    assertThat(house.begun.values())
        .extracting(RunRequest::starter)
        .containsExactly(new Principal(new UUID(1, 2), "bob", Principal.Type.USER));
  }

  @Test
  void whoDiesBeforeItIsNotedLeavesNothingToBeStartedTwice() {
    house.onEvent(null);
    house.receive(house.event(1));
    house.afterSubmit =
        () -> {
          throw new OutOfMemoryError("killed");
        };
    assertThatThrownBy(house::start).hasRootCauseMessage("killed");
    house.afterSubmit = () -> {};

    house.start();
    assertThat(house.begun).hasSize(1);
    house.time.advance(Duration.ofMinutes(6));
    house.start();

    assertThat(house.begun).hasSize(1);
  }

  @Test
  void aFaultOfTheServersHoldsNothingElseUp() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1));
    house.receive(house.event(2));
    house.afterSubmit =
        () -> {
          if (house.begun.size() == 1) {
            throw new IllegalStateException("a fault");
          }
        };

    house.start();

    assertThat(house.titles()).containsExactlyInAnyOrder("t1", "t2");
    assertThat(house.starts(row)).filteredOn(start -> start.settled() == null).hasSize(1);
  }

  @Test
  void whatIsTooMuchForARunIsToldAndHoldsNothingUp() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1, Json.of("x".repeat(InputBound.MOST + 1))));
    Json deep = Json.of("x");
    for (int i = 0; i < InputBound.DEEPEST; i++) {
      deep = Json.array(List.of(deep));
    }
    house.receive(house.event(2, deep));
    house.receive(house.event(3));

    house.start();

    assertThat(house.titles()).containsExactly("t3");
    assertThat(house.starts(row))
        .extracting(StartRow::problem)
        .anyMatch(problem -> problem != null && problem.contains("more than 4194304 characters"))
        .anyMatch(problem -> problem != null && problem.contains("nested deeper than 100"));
  }

  @Test
  void whatIsNotTakenStartsNothing() {
    house.onEvent("${event.data.title == 't2'}");

    IntStream.rangeClosed(1, 3).forEach(i -> house.receive(house.event(i)));
    house.start();

    assertThat(house.titles()).containsExactly("t2");
  }

  @Test
  void whatPassesIsTriedAgain() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1));
    house.refusal = Failure.of(FailureCode.RATE_LIMITED, "too many runs wait");
    house.start();
    assertThat(house.starts(row).getFirst().problem()).isEqualTo("too many runs wait");
    assertThat(house.starts(row).getFirst().settled()).isNull();

    house.refusal = null;
    house.time.advance(Duration.ofMinutes(1));
    house.start();

    assertThat(house.titles()).containsExactly("t1");
    assertThat(house.starts(row).getFirst().problem()).isNull();
  }

  @Test
  void aWorkflowThatIsGoneIsToldAndStopsItInTheEnd() {
    TriggerRow row = house.onEvent(null);
    house.refusal = Failure.of(FailureCode.NOT_FOUND, "there is no workflow triage");
    house.receive(house.event(0));
    startedFor(Duration.ofMinutes(10));
    assertThat(house.now(row).problem()).isEqualTo("there is no workflow triage");
    assertThat(house.now(row).state()).isEqualTo(TriggerRow.State.ACTIVE);

    IntStream.range(1, TriggerStartLog.MOST_FAILURES).forEach(i -> house.receive(house.event(i)));
    startedFor(Duration.ofMinutes(10));

    assertThat(house.now(row).state()).isEqualTo(TriggerRow.State.STOPPED);
    assertThat(outbox())
        .filteredOn(told -> told.contains(house.tenant.tenant().toString()))
        .filteredOn(told -> told.contains("io.auterity.trigger.stopped.v1"))
        .singleElement()
        .satisfies(EventSchema::assertFits)
        .asString()
        .contains("there is no workflow triage");
  }

  /** As a limit of runs has it that says skip. */
  @Test
  void whatALimitSkipsIsToldAndCountsAsNoFailure() {
    TriggerRow row = house.onEvent(null);
    house.refusal = Failure.of(FailureCode.CONFLICT, "skipped: 1 of 1 runs are under way");
    IntStream.rangeClosed(0, TriggerStartLog.MOST_FAILURES)
        .forEach(i -> house.receive(house.event(i)));
    house.start();

    assertThat(house.titles()).isEmpty();
    assertThat(house.starts(row))
        .allSatisfy(start -> assertThat(start.problem()).startsWith("skipped: 1 of 1"));
    assertThat(house.now(row).failures()).isZero();
    assertThat(house.now(row).state()).isEqualTo(TriggerRow.State.ACTIVE);
  }

  /** As a limit of starts has it. */
  @Test
  void whatComesTooOftenIsSkippedAndSaysWhy() {
    TriggerRow row = house.onEvent(null);
    house.refusal =
        Failure.of(FailureCode.RATE_LIMITED, "limits.starts of 'triage' lets no more runs start")
            .withFields(Map.of(WorkflowLimits.STARTS, "1 in 1m"));
    house.receive(house.event(1));
    house.start();
    house.refusal = null;
    startedFor(Duration.ofMinutes(10));

    assertThat(house.titles()).isEmpty();
    assertThat(house.starts(row))
        .allSatisfy(start -> assertThat(start.problem()).startsWith("limits.starts of 'triage'"));
    assertThat(house.now(row).failures()).isZero();
  }

  @Test
  void aWorkflowThatIsNotKnownYetIsNoFailure() {
    TriggerRow row = house.onEvent(null);
    house.refusal = Failure.of(FailureCode.NOT_FOUND, "there is no workflow triage");
    house.receive(house.event(1));
    startedFor(Duration.ofMinutes(3));
    assertThat(house.now(row).failures()).isZero();

    house.refusal = null;
    startedFor(Duration.ofMinutes(10));

    assertThat(house.titles()).containsExactly("t1");
  }

  private void startedFor(Duration time) {
    for (long second = 0; second < time.toSeconds(); second += 5) {
      house.time.advance(Duration.ofSeconds(5));
      house.start();
    }
  }

  @Test
  void whatFailedBeginsWhenItIsTriedAgainAndThenNeverMore() {
    TriggerRow row = house.onEvent(null);
    house.allowed = false;
    house.receive(house.event(1));
    house.start();
    StartRow failed = house.starts(row).getFirst();
    assertThat(failed.problem()).isEqualTo("maker may not start runs");

    house.allowed = true;
    assertThat(house.retried(row, failed).settled()).isNull();
    house.start();

    assertThat(house.titles()).containsExactly("t1");
    assertThatThrownBy(() -> house.retried(row, failed))
        .hasMessageContaining("its run has begun or is about to");
  }

  @Test
  void whatHasNoInputCannotBeTriedAgain() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1, Json.of("x".repeat(InputBound.MOST + 1))));

    assertThatThrownBy(() -> house.retried(row, house.starts(row).getFirst()))
        .hasMessageContaining("it has no input that its run could begin with");
  }

  @Test
  void whoClosesLeavesWhatIsClaimedToBeBegunAtOnce() {
    TriggerRow row = house.onEvent(null);
    IntStream.range(0, 3).forEach(i -> house.receive(house.event(i)));
    TriggerStarts closing = new TriggerStarts(house.parts);
    house.afterSubmit = closing::close;

    closing.runOnce();
    assertThat(house.begun).hasSize(1);
    house.afterSubmit = () -> {};
    house.start();

    assertThat(house.begun).hasSize(3);
    assertThat(house.starts(row)).allMatch(start -> start.attempts() == 1);
  }

  @Test
  void aFloodAtOneTenantHoldsUpNoOther() {
    TriggerHouse flooded = new TriggerHouse(db);
    flooded.onEvent(null);
    IntStream.range(0, 50).forEach(i -> flooded.receive(flooded.event(i)));
    house.onEvent(null);
    house.time.advance(Duration.ofSeconds(5));
    house.receive(house.event(1));

    new TriggerStarts(house.parts).runOnce();

    assertThat(house.titles()).containsExactly("t1");
  }

  @Test
  void whatMakesOneTenantWaitHoldsUpNoOther() {
    house.onEvent(null);
    house.receive(house.event(1));
    TriggerHouse other = new TriggerHouse(db);
    other.onEvent(null);
    other.receive(other.event(2));
    CountDownLatch otherBegan = new CountDownLatch(1);
    house.ofOthers = otherBegan::countDown;
    house.afterSubmit =
        () -> {
          try {
            otherBegan.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };

    house.start();

    assertThat(house.titles()).containsExactly("t1");
  }

  private List<String> outbox() {
    return db
        .database()
        .asEngine(
            EngineJob.OUTBOX, tx -> new OutboxStore().claim(tx, house.time.now(), house.time.now()))
        .stream()
        .map(row -> new String(row.event(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void whoMayNotStartRunsStartsNone() {
    TriggerRow row = house.onEvent(null);
    house.allowed = false;
    house.receive(house.event(1));

    house.start();

    assertThat(house.begun).isEmpty();
    assertThat(house.now(row).problem()).isEqualTo("maker may not start runs");
  }

  @Test
  void anEventThatLacksWhatTheInputReadsIsTold() {
    TriggerRow row = house.onEvent(null);
    house.receive(
        new CloudEvent(
            house.event(1).id(),
            house.event(1).type(),
            "/webhooks/forge",
            "s",
            house.tenant.tenant(),
            house.time.now(),
            Json.EMPTY));

    assertThat(house.starts(row).getFirst().problem()).startsWith("input: ");
    assertThat(house.now(row).failures()).isEqualTo(1);
  }

  @Test
  void aPausedOneTakesNothingAndWhatItHasNotedWaits() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1));
    house.paused(row, true);
    house.receive(house.event(2));
    house.start();
    assertThat(house.begun).isEmpty();

    house.paused(row, false);
    house.start();

    assertThat(house.titles()).containsExactly("t1");
  }

  @Test
  void whatIsLeftOfATriggerThatIsGoneIsDeleted() {
    TriggerRow row = house.onEvent(null);
    house.receive(house.event(1));
    house.delete(row);

    new Retention(db.database(), new Settings.Retention(30, 7, 90, 30), house.time).runOnce();

    long left =
        db.database()
            .inTenant(
                house.tenant,
                tx -> tx.query("select count(*) from trigger_start").mapTo(Long.class).one());
    assertThat(left).isZero();
  }
}
