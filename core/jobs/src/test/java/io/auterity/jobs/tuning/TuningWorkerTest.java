package io.auterity.jobs.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.ledger.Ledger;
import io.auterity.ledger.LimitKind;
import io.auterity.ledger.LimitScope;
import io.auterity.ledger.store.SliceStore;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.Resource;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.TuningState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs are followed to their bill, and who is billed for what. */
@Tag("postgresql")
class TuningWorkerTest extends TuningRounds {

  @Test
  void aJobThatNobodyLooksAtIsBilledToItsOwner() {
    TuningJob job = begun("vendor");

    round(Duration.ZERO);
    assertThat(told(kept(job))).isEqualTo("RUNNING null");
    round(Duration.ofSeconds(59));
    assertThat(calls("ai.tuning.get")).as("not before a minute").hasSize(1);
    state = TuningState.SUCCEEDED;
    trained = TRAINED;
    round(Duration.ofSeconds(1));

    assertThat(told(kept(job))).isEqualTo("SUCCEEDED 5768");
    assertThat(end(kept(job))).isEqualTo(new TuningJob.End(time.now(), TRAINED, false, true));
    assertThat(bills()).containsExactly(bill(TRAINED, false));
    Invocation billed = calls("ai.tuning.settle").getFirst();
    assertThat(billed.principal()).isEqualTo(owner);
    assertThat(billed.scope()).isEqualTo(tenant);
    assertThat(billed.labels())
        .isEqualTo(Map.of("team", "claims", TuningCalls.LABEL, job.reference()));
    assertThat(calls("ai.tuning.get").getFirst().principal()).isEqualTo(Principal.PLATFORM);
  }

  @Test
  void whatEndsInVainAndTellsNoCountIsAskedOnceMore() {
    TuningJob job = begun("vendor");
    state = TuningState.CANCELLED;

    round(Duration.ZERO);
    assertThat(number("count(settled)")).isZero();
    round(Duration.ofMinutes(59));
    assertThat(calls("ai.tuning.get")).hasSize(1);
    round(Duration.ofMinutes(1));
    round(Duration.ofDays(3));

    assertThat(told(kept(job))).isEqualTo("CANCELLED null");
    assertThat(end(kept(job)).estimated()).isTrue();
    assertThat(number("count(settled)")).isEqualTo(1);
    assertThat(calls("ai.tuning.get")).hasSize(2);
    assertThat(bills()).isEmpty();
  }

  @Test
  void whatTellsLateThatItTrainedBeforeItWasCancelledIsBilled() {
    TuningJob job = begun("vendor");
    state = TuningState.CANCELLED;
    round(Duration.ZERO);
    trained = 1_200L;

    round(Duration.ofHours(1));

    assertThat(bills()).containsExactly(bill(1_200, false));
    assertThat(told(kept(job))).isEqualTo("CANCELLED 1200");
  }

  @Test
  void whatEndsInVainAtAProviderThatIsGoneOwesNothing() {
    state = TuningState.FAILED;
    begun("vendor");
    round(Duration.ZERO);
    refusals.put("vendor", AWAY);

    round(Duration.ofHours(23));
    assertThat(number("count(settled)")).isZero();
    round(Duration.ofHours(1));

    assertThat(number("count(settled)")).isEqualTo(1);
    assertThat(bills()).isEmpty();
  }

  @Test
  void whatTellsThatItTrainedNothingOwesNothing() {
    TuningJob job = begun("vendor");
    state = TuningState.FAILED;
    trained = 0L;

    round(Duration.ZERO);
    round(Duration.ofDays(3));

    assertThat(told(kept(job))).isEqualTo("FAILED 0");
    assertThat(end(kept(job)).estimated()).isFalse();
    assertThat(script.invocations()).hasSize(1);
  }

  @Test
  void anOwnerWhoMayNotCallAnyMoreIsBilledByThePlatform() {
    TuningJob job = ended();
    refusals.put("ai.tuning.settle tester", Failure.of(FailureCode.FORBIDDEN, "was revoked"));

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle"))
        .extracting(Invocation::principal)
        .containsExactly(owner, Principal.PLATFORM);
    assertThat(calls("ai.tuning.settle").getLast().labels())
        .containsEntry(TuningCalls.OWNER, owner.id().toString())
        .containsEntry("team", "claims");
  }

  @Test
  void aBillThatWasBrokenOffIsMadeAgainUnderTheSameId() {
    TuningJob job = killed();

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle")).hasSize(2);
    assertThat(calls("ai.tuning.settle").getLast().id())
        .isEqualTo(calls("ai.tuning.settle").getFirst().id());
  }

  /** What no turn of a job outlives, as it does not outlive the end of its server. */
  private static final class Killed extends Error {}

  /** A server is killed as it bills the job; then its lease has ended. */
  private TuningJob killed() {
    TuningJob job = ended();
    script.answer(
        call -> {
          if (call.capability().equals("ai.tuning.settle")) {
            throw new Killed();
          }
          return answered(call);
        });
    worker.round();
    assertThat(end(kept(job)).billed()).isFalse();
    script.answer(this::answered);
    worker.round();
    assertThat(calls("ai.tuning.settle")).as("under its lease").hasSize(1);
    change("lease_until = now() - interval '1 second'");
    jobs("update job set lease_until = now() - interval '1 second'");
    return job;
  }

  @Test
  void aBillOfWhichThereIsADecisionIsNotMadeAgain() {
    TuningJob job = killed();
    decided(calls("ai.tuning.settle").getFirst().id(), "succeeded", 1);

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle")).hasSize(1);
  }

  @Test
  void aBillThatWasRefusedUnseenIsAnotherOne() {
    TuningJob job = killed();
    decided(calls("ai.tuning.settle").getFirst().id(), "refused", 0);

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle"))
        .extracting(Invocation::id)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void aBillThatFailedAndCostSomethingIsNotMadeAgain() {
    TuningJob job = killed();
    decided(calls("ai.tuning.settle").getFirst().id(), "failed", 1);

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle")).hasSize(1);
  }

  @Test
  void aBillThatFailedIsAnotherOneHoweverLateItsDecisionIsWritten() {
    TuningJob job = ended();
    refusals.put("ai.tuning.settle tester", AWAY);
    failing = true;
    script.answer(
        call -> {
          late.add(call.id());
          return answered(call);
        });
    round(Duration.ZERO);
    refusals.clear();

    round(Duration.ofMinutes(1));

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle"))
        .extracting(Invocation::id)
        .as("what failed and what succeeded are two decisions")
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void aVendorThatForbidsTheCallIsNoOwnerWhoMayNotCall() {
    TuningJob job = ended();
    refusals.put("ai.tuning.settle tester", Failure.of(FailureCode.FORBIDDEN, "403 from vendor"));
    failing = true;

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isFalse();
    assertThat(calls("ai.tuning.settle")).extracting(Invocation::principal).containsExactly(owner);
  }

  @Test
  void anOwnerWhoseBudgetWaitsForApprovalIsBilledOnceItIsGivenAndNobodyElse() {
    TuningJob job = ended();
    refusals.put("ai.tuning.settle tester", unapproved());
    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS);
    round(TuningRules.LONGEST_DEBT);
    assertThat(number("count(settled)")).as("nobody gives it up").isZero();

    refusals.clear();
    rounds(1);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle"))
        .hasSizeGreaterThan(TuningRules.FEWEST_ASKS)
        .extracting(Invocation::principal)
        .containsOnly(owner);
  }

  /** What a ledger says of a call beyond a threshold that asks. */
  private Failure unapproved() {
    Ledger ledger = new Ledger(time, ids, new SliceStore(db.database()));
    String spec =
        """
        {"currency": "USD", "cap": "1", "period": "day",
         "thresholds": [{"at": "50%", "do": "ask"}]}
        """;
    Json.Obj read = new JsonReader(1_000).readObject(spec.getBytes(StandardCharsets.UTF_8));
    LimitKind.budget(ledger).applied(tenant, new Resource("budget", "day", 1, read, time.now()));
    return catchThrowableOfType(
            CallFailedException.class,
            () ->
                ledger.hold(
                    tenant, LimitScope.Caller.TENANT, 600_000_000, "USD", Duration.ofSeconds(10)))
        .failure();
  }

  @Test
  void whatSucceedsAndTellsThatItTrainedNothingIsDone() {
    TuningJob job = begun("vendor");
    state = TuningState.SUCCEEDED;
    trained = 0L;

    round(Duration.ZERO);
    round(Duration.ofDays(3));

    assertThat(told(kept(job))).isEqualTo("SUCCEEDED 0");
    assertThat(number("count(settled)")).isEqualTo(1);
    assertThat(script.invocations()).hasSize(1);
  }

  @Test
  void whatIsToldToBeNothingBeforeItIsBilledIsDone() {
    TuningJob job = ended();
    refusals.put(
        "ai.tuning.settle tester", Failure.of(FailureCode.CONFLICT, "the job tells 0 tokens"));
    failing = true;
    script.answer(
        call -> {
          trained = call.capability().equals("ai.tuning.settle") ? (Long) 0L : trained;
          return answered(call);
        });

    round(Duration.ZERO);
    rounds(2);

    assertThat(told(kept(job))).isEqualTo("SUCCEEDED 0");
    assertThat(number("count(settled)")).isEqualTo(1);
    assertThat(bills()).containsExactly(bill(TRAINED, false));
  }

  @Test
  void aCountThatComesLateIsBilled() {
    state = TuningState.SUCCEEDED;
    TuningJob job = begun("vendor");
    round(Duration.ZERO);
    assertThat(told(kept(job))).isEqualTo("SUCCEEDED null");
    trained = TRAINED;

    round(Duration.ofHours(1));

    assertThat(bills()).containsExactly(bill(TRAINED, false));
    assertThat(told(kept(job))).as("as it is told from then on").isEqualTo("SUCCEEDED 5768");
  }

  @Test
  void whatIsToldOtherwiseBeforeItIsBilledIsBilled() {
    TuningJob job = ended();
    refusals.put(
        "ai.tuning.settle tester",
        Failure.of(FailureCode.CONFLICT, "the job tells 6000 trained tokens"));
    failing = true;
    script.answer(
        call -> {
          trained = call.capability().equals("ai.tuning.settle") ? (Long) 6_000L : trained;
          return answered(call);
        });

    round(Duration.ZERO);
    assertThat(number("failures")).as("it is told").isZero();
    refusals.clear();
    round(Duration.ofMinutes(1));

    assertThat(bills()).containsExactly(bill(TRAINED, false), bill(6_000, false));
    assertThat(told(kept(job))).isEqualTo("SUCCEEDED 6000");
    assertThat(end(kept(job)).billed()).isTrue();
  }

  @Test
  void whatIsToldOtherwiseAfterwardsIsNotedAndNotBilled() {
    ended();
    round(Duration.ZERO);
    trained = 6_000L;

    round(TuningRules.LOOK_BACK);
    round(Duration.ofDays(9));

    assertThat(bills()).hasSize(1);
    assertThat(number("trained")).isEqualTo(TRAINED);
    assertThat(number("revised")).isEqualTo(6_000);
  }
}
