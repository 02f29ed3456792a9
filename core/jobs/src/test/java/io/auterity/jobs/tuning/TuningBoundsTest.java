package io.auterity.jobs.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.jobs.batch.store.BatchTable;
import io.auterity.jobs.tuning.store.TuningTable;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.EngineStatements;
import io.auterity.platform.database.Retention;
import io.auterity.platform.job.JobRunner;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.TuningQuery;
import io.auterity.spi.ai.TuningState;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For how long jobs and their bills are asked for, and when they are given up. */
@Tag("postgresql")
class TuningBoundsTest extends TuningRounds {

  @Test
  void aProviderThatIsAwayIsAskedEverMoreRarelyAndKeepsNoOtherJob() {
    TuningJob stuck = begun("away");
    TuningJob other = begun("vendor");
    refusals.put("away", AWAY);

    round(Duration.ZERO);
    assertThat(told(kept(stuck))).isEqualTo("begun");
    assertThat(told(kept(other))).isEqualTo("RUNNING null");
    assertThat(asked("away")).isEqualTo(1);
    round(Duration.ofMinutes(1));
    assertThat(asked("away")).isEqualTo(2);
    round(Duration.ofMinutes(1));
    assertThat(asked("away")).as("twice as long").isEqualTo(2);
    round(Duration.ofMinutes(1));
    assertThat(asked("away")).isEqualTo(3);
    refusals.clear();
    round(Duration.ofHours(1));

    assertThat(told(kept(stuck))).isEqualTo("RUNNING null");
  }

  private long asked(String provider) {
    return calls("ai.tuning.get").stream()
        .filter(call -> provider(((Payload.OfRecord) call.input()).value()).equals(provider))
        .count();
  }

  @Test
  void oneProviderGetsItsShareOfARound() {
    for (int i = 0; i < JobRunner.SHARE + 1; i++) {
      begun("vendor");
    }

    round(Duration.ZERO);

    assertThat(asked("vendor")).isEqualTo(JobRunner.SHARE);
  }

  @Test
  void whatCannotBePaidStaysOwed() {
    TuningJob job = ended();
    refusals.put(
        "ai.tuning.settle tester", Failure.of(FailureCode.BUDGET_EXHAUSTED, "no money is left"));

    round(Duration.ZERO);
    assertThat(end(kept(job)).billed()).isFalse();
    refusals.clear();
    round(Duration.ofHours(1));

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle"))
        .extracting(Invocation::id)
        .as("another decision")
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void whatAProviderThatIsGoneDoesNotTellIsEstimated() {
    state = TuningState.SUCCEEDED;
    begun("vendor");
    round(Duration.ZERO);
    refusals.put("vendor", Failure.of(FailureCode.NOT_FOUND, "it is gone"));

    round(Duration.ofHours(23));
    assertThat(bills()).isEmpty();
    round(Duration.ofHours(1));

    assertThat(bills()).containsExactly(bill(2_002, true));
  }

  @Test
  void whatNothingIsKnownOfIsNotEstimated() {
    state = TuningState.SUCCEEDED;
    begun("vendor");
    change("bytes = 0");
    round(Duration.ZERO);

    round(TuningRules.UNTOLD);
    round(Duration.ofDays(9));

    assertThat(bills()).isEmpty();
    assertThat(number("count(settled)")).isEqualTo(1);
  }

  @Test
  void aBillThatAProviderWhoIsGoneCannotTakeIsGivenUp() {
    TuningJob job = ended();
    refusals.put("ai.tuning.settle tester", AWAY);
    failing = true;

    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS - 2);
    assertThat(calls("ai.tuning.settle")).hasSize(TuningRules.FEWEST_ASKS - 1);
    round(TuningRules.LONGEST_DEBT);
    assertThat(number("count(settled)")).as("tried so often and for so long").isEqualTo(1);
    refusals.clear();
    rounds(2);

    assertThat(end(kept(job)).billed()).isFalse();
    assertThat(calls("ai.tuning.settle")).hasSize(TuningRules.FEWEST_ASKS);
  }

  @Test
  void aServerThatStoodStillGivesNoBillUp() {
    TuningJob job = ended();
    refusals.put("ai.tuning.settle tester", AWAY);
    failing = true;
    round(Duration.ZERO);

    round(TuningRules.LONGEST_DEBT.multipliedBy(2));
    assertThat(number("count(settled)")).isZero();
    refusals.clear();
    rounds(1);

    assertThat(end(kept(job)).billed()).isTrue();
  }

  @Test
  void oneFailureAfterAFullBudgetGivesNoBillUp() {
    TuningJob job = ended();
    refusals.put(
        "ai.tuning.settle tester", Failure.of(FailureCode.BUDGET_EXHAUSTED, "no money is left"));
    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS);
    round(Duration.ofDays(36));
    refusals.put("ai.tuning.settle tester", AWAY);
    failing = true;
    rounds(1);
    assertThat(number("count(settled)")).isZero();

    refusals.clear();
    rounds(1);

    assertThat(end(kept(job)).billed()).isTrue();
  }

  @Test
  void failuresBeforeItsEndDoNotCountAgainstItsBill() {
    TuningJob job = begun("vendor");
    refusals.put("vendor", AWAY);
    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS - 2);
    refusals.clear();
    state = TuningState.SUCCEEDED;
    trained = TRAINED;
    refusals.put(
        "ai.tuning.settle tester", Failure.of(FailureCode.BUDGET_EXHAUSTED, "no money is left"));
    rounds(1);
    round(TuningRules.LONGEST_DEBT);
    refusals.put("ai.tuning.settle tester", AWAY);
    failing = true;
    rounds(1);
    assertThat(number("count(settled)")).isZero();

    refusals.clear();
    rounds(1);

    assertThat(end(kept(job)).billed()).isTrue();
  }

  @Test
  void whatABudgetHasNoRoomForIsNotGivenUp() {
    TuningJob job = ended();
    refusals.put(
        "ai.tuning.settle tester", Failure.of(FailureCode.BUDGET_EXHAUSTED, "no money is left"));
    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS);

    round(TuningRules.LONGEST_DEBT);
    refusals.clear();
    rounds(1);

    assertThat(end(kept(job)).billed()).isTrue();
  }

  @Test
  void aJobThatGoesOnAtAProviderThatIsGoneIsGivenUpUntilItsEndIsTold() {
    TuningJob job = begun("vendor");
    refusals.put("vendor", Failure.of(FailureCode.NO_VIABLE_PROVIDER, "it is gone"));
    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS - 2);
    assertThat(number("count(settled)")).isZero();

    round(TuningRules.LONGEST_DEBT);
    assertThat(number("count(settled)")).isEqualTo(1);
    refusals.clear();
    state = TuningState.SUCCEEDED;
    trained = TRAINED;
    table.told(
        job,
        tuning(new Ref("vendor", "ft-1")),
        new TuningJob.Told("SUCCEEDED 5768", time.now()),
        false);
    rounds(1);

    assertThat(bills()).containsExactly(bill(TRAINED, false));
  }

  @Test
  void aJobThatAServerOfTheVersionBeforeHasIsLeftToIt() {
    TuningJob job = begun("vendor");
    UUID other = UUID.randomUUID();
    assertThat(table.lease(tenant, job.id(), other, time.now())).isEmpty();

    round(Duration.ZERO);
    assertThat(script.invocations()).isEmpty();
    table.release(tenant, job.id(), other, time.now().plusSeconds(300), 3);
    round(Duration.ofMinutes(4));
    assertThat(script.invocations()).as("it put it off").isEmpty();
    round(Duration.ofMinutes(1));

    assertThat(script.invocations()).hasSize(1);
  }

  @Test
  void aJobThatAServerOfTheVersionBeforeBeganIsFollowed() {
    begun("vendor");
    jobs("delete from job");
    round(Duration.ZERO);
    assertThat(script.invocations()).isEmpty();
    JobRunner beside = worker(true);

    beside.round();
    assertThat(script.invocations()).as("it is looked for each minute").hasSize(1);
    state = TuningState.SUCCEEDED;
    trained = TRAINED;
    time.advance(Duration.ofMinutes(1));
    beside.round();

    assertThat(bills()).containsExactly(bill(TRAINED, false));
  }

  @Test
  void aCountThatIsNotToldIsAskedForAndThenEstimated() {
    state = TuningState.SUCCEEDED;
    TuningJob job = begun("vendor");

    round(Duration.ZERO);
    round(Duration.ofHours(23));
    assertThat(bills()).isEmpty();
    round(Duration.ofHours(1));

    assertThat(bills()).as("4,001 bytes, learned twice").containsExactly(bill(2_002, true));
    assertThat(calls("ai.tuning.settle").getFirst().labels())
        .containsEntry(TuningCalls.ESTIMATED, "true");
    assertThat(end(kept(job)).estimated()).isTrue();
  }

  @Test
  void aJobOfWhichNobodyHeardIsFoundAtItsProvider() {
    TuningJob job = planned();
    providers.addFirst("away");
    refusals.put("away", AWAY);
    listed = tuning(new Ref("vendor", "ft-9"));

    round(Duration.ofMinutes(14));
    assertThat(script.invocations()).as("it may be on its way").isEmpty();
    round(Duration.ofMinutes(1));

    assertThat(kept(job).lies()).isEqualTo(new Ref("vendor", "ft-9"));
    assertThat(told(kept(job))).isEqualTo("RUNNING null");
    assertThat(((Payload.OfRecord) calls("ai.tuning.list").getFirst().input()).value())
        .isEqualTo(new TuningQuery(null, 100, "away", job.reference()));
  }

  @Test
  void aJobThatNoProviderHasIsForgottenAfterAnHour() {
    planned();

    round(Duration.ofMinutes(59));
    assertThat(number("count(*)")).isEqualTo(1);
    round(Duration.ofMinutes(10));

    assertThat(number("count(*)")).isZero();
  }

  @Test
  void aJobThatASilentProviderMayHaveIsKept() {
    planned();
    refusals.put("vendor", AWAY.withApplied(Applied.NO));

    round(Duration.ofDays(29));
    assertThat(number("count(*)")).isEqualTo(1);
    round(Duration.ofDays(2));

    assertThat(number("count(*)")).isZero();
  }

  @Test
  void whatIsDoneForIsKeptAsLongAsBatchesAre() {
    ended();
    round(Duration.ZERO);
    Retention retention = new Retention(db.database(), Settings.DEFAULT.retention(), time);
    time.advance(Duration.ofDays(40));
    retention.runOnce();
    assertThat(number("count(*)")).as("it is to be looked at once more").isEqualTo(1);
    worker.round();

    time.advance(Duration.ofDays(31));
    retention.runOnce();

    assertThat(number("count(*)")).isZero();
  }

  @Test
  void theEngineMayRunItsStatements() {
    assertThat(EngineStatements.refused(db, TuningTable.STATEMENTS)).isEmpty();
    assertThat(EngineStatements.refused(db, BatchTable.STATEMENTS)).isEmpty();
  }
}
