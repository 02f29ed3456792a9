package io.auterity.workflow.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.PlatformCause;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.step.Compiled;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final UUID DECISION = new UUID(0, 1);
  private static final RepetitionFacts ANYWHERE = facts(new CallIdempotency.Anywhere());
  private static final RepetitionFacts NOWHERE = facts(new CallIdempotency.Nowhere());
  private static final RepetitionFacts AT_ONE = facts(new CallIdempotency.At("one"));

  private static final Failure LOST =
      Failure.of(FailureCode.UNAVAILABLE, "the connection broke")
          .withApplied(Applied.UNKNOWN)
          .withRetryable(true);

  private final RunState state =
      new RunState(
          Compiled.workflow("steps: [{id: a, call: text.pii.mask, with: {text: x}}]"), Map.of());
  private final StepKey step = ((EngineCommand.Start) Decider.begin(state).getFirst()).step();
  private final CallRules rules = new CallRules(state);

  private static RepetitionFacts facts(CallIdempotency idempotency) {
    return new RepetitionFacts(idempotency, true);
  }

  private RunEvent failed(Failure failure, RepetitionFacts facts) {
    return rules.failed(step, failure, false, facts, NOW, NOW, 0.5);
  }

  @Test
  void whatMayHaveHappenedIsTriedAgainWhereThatHasNoSecondEffect() {
    assertThat(failed(LOST, ANYWHERE)).isInstanceOf(RunEvent.Retrying.class);
    assertThat(failed(LOST, NOWHERE)).isInstanceOf(RunEvent.InDoubt.class);
  }

  @Test
  void itIsTriedAgainAtTheOneProviderThatKnowsItsKey() {
    Decider.apply(state, new RunEvent.Dispatched(step, "one"));

    assertThat(failed(LOST, AT_ONE)).isInstanceOf(RunEvent.Retrying.class);
    assertThat(failed(LOST, facts(new CallIdempotency.At("other"))))
        .isInstanceOf(RunEvent.InDoubt.class);
  }

  @Test
  void aCallIsNotedWhereItMustNotBeMadeTwice() {
    assertThat(rules.noted(step, ANYWHERE)).isFalse();
    assertThat(rules.noted(step, NOWHERE)).isTrue();
    assertThat(rules.noted(step, AT_ONE)).isTrue();
  }

  @Test
  void aCallUnderWayAtTheEndOfAServerIsMadeAgainOrAskedAbout() {
    Decider.apply(state, new RunEvent.Dispatched(step, "one"));

    assertThat(rules.recovered(step, () -> AT_ONE)).isEqualTo(new RunEvent.Repeated(step));
    assertThat(rules.recovered(step, () -> NOWHERE)).isInstanceOf(RunEvent.InDoubt.class);
  }

  @Test
  void nothingIsFoundOutOfACallThatAJournalMayNotTellOf() {
    Decider.apply(state, new RunEvent.Dispatched(step, "one"));
    Decider.apply(state, new RunEvent.Repaired("ann", "disk", List.of(step), false));

    RunEvent event =
        rules.recovered(
            step,
            () -> {
              throw new AssertionError("asked");
            });

    assertThat(event).isInstanceOf(RunEvent.InDoubt.class);
    assertThat(rules.instead(step, NOWHERE)).isInstanceOf(RunEvent.InDoubt.class);
    assertThat(rules.instead(step, ANYWHERE)).isNull();
  }

  @Test
  void whereTheNotedProviderIsGoneItIsLookedAnewWhereToGo() {
    Failure gone = Failure.of(FailureCode.NOT_FOUND, "it is gone");

    assertThat(rules.anew(step, new CallResult.Refused(DECISION, gone))).isFalse();
    assertThat(
            rules.anew(
                step, new CallResult.Refused(DECISION, PlatformCause.OTHER_PROVIDER.on(gone))))
        .isTrue();
  }

  @Test
  void aPersonSaysWhatBecameOfACall() {
    assertThat(CallRules.answered(step, new DoubtAnswer.Repeat()))
        .isEqualTo(new RunEvent.Repeated(step));
    assertThat(CallRules.answered(step, new DoubtAnswer.Fail()))
        .isInstanceOfSatisfying(
            RunEvent.Failed.class,
            failed -> assertThat(failed.failure().applied()).isEqualTo(Applied.NO));
  }
}
