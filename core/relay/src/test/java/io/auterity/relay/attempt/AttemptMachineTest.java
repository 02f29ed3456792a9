package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.PlatformCause;
import io.auterity.relay.attempt.AttemptCommand.Arm;
import io.auterity.relay.attempt.AttemptCommand.Cancel;
import io.auterity.relay.attempt.AttemptCommand.Dispatch;
import io.auterity.relay.attempt.AttemptCommand.Emit;
import io.auterity.relay.attempt.AttemptCommand.Ending;
import io.auterity.relay.attempt.AttemptCommand.Finish;
import io.auterity.relay.plan.FallbackChains;
import io.auterity.relay.route.FallbackCause;
import io.auterity.relay.route.RouteRetry;
import io.auterity.spi.Applied;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptMachineTest {

  private static final Choice A = new Choice("a", false);
  private static final Choice B = new Choice("b", false);
  private static final Choice C = new Choice("c", false);
  private static final Choice KEYED = new Choice("keyed", true);
  private static final Failure NONE = Failure.of(FailureCode.NO_VIABLE_PROVIDER, "none");
  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503");
  private static final Failure CUT = DOWN.withApplied(Applied.UNKNOWN);
  private static final Failure REPLACED = PlatformCause.REPLACED.on(DOWN);
  private static final long DEADLINE = Duration.ofSeconds(30).toNanos();

  private boolean budgetLeft = true;

  @Test
  void dispatchesTheFirstOfThePlanAndArmsTheDeadline() {
    AttemptMachine machine = machine(Effect.NONE, A, B);

    assertThat(machine.start(() -> NONE))
        .containsExactly(
            new Arm(AttemptEvent.Timer.Kind.DEADLINE, DEADLINE), new Dispatch(1, A, false));
  }

  @Test
  void refusesWhenThereIsNothingToTry() {
    assertThat(machine(Effect.NONE).start(() -> NONE))
        .containsExactly(new Finish(new Ending.Refused(NONE)));
  }

  @Test
  void failsOverBeforeItRepeats() {
    AttemptMachine machine = begun(Effect.NONE, A, B);

    assertThat(machine.apply(new AttemptEvent.Failed(1, 5, DOWN)))
        .containsExactly(new Dispatch(2, B, false));
  }

  @Test
  void repeatsAtTheLastProviderAfterAPause() {
    AttemptMachine machine = begun(Effect.NONE, A);

    assertThat(machine.apply(new AttemptEvent.Failed(1, 5, DOWN)))
        .containsExactly(
            new Arm(AttemptEvent.Timer.Kind.BACKOFF, 5 + Duration.ofMillis(75).toNanos()));
    assertThat(machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.BACKOFF, 80)))
        .containsExactly(new Dispatch(2, A, true));
  }

  @Test
  void pausesTwiceAsLongBeforeTheSecondRepetitionAndThenGivesUp() {
    AttemptMachine machine = begun(Effect.NONE, A);
    machine.apply(new AttemptEvent.Failed(1, 0, DOWN));
    machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.BACKOFF, 1));
    machine.apply(new AttemptEvent.Began(2, 1));

    assertThat(machine.apply(new AttemptEvent.Failed(2, 0, DOWN)))
        .containsExactly(
            new Arm(AttemptEvent.Timer.Kind.BACKOFF, Duration.ofMillis(150).toNanos()));
    machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.BACKOFF, 1));

    assertThat(machine.apply(new AttemptEvent.Failed(3, 0, DOWN))).containsExactly(failed(DOWN));
  }

  @Test
  void waitsAsLongAsTheVendorAsks() {
    AttemptMachine machine = begun(Effect.NONE, A);
    Failure limited =
        Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(Duration.ofSeconds(3));

    assertThat(machine.apply(new AttemptEvent.Failed(1, 0, limited)))
        .containsExactly(new Arm(AttemptEvent.Timer.Kind.BACKOFF, Duration.ofSeconds(3).toNanos()));
  }

  @Test
  void givesUpAtOnceWhenTheVendorAsksForMoreThanIsLeft() {
    AttemptMachine machine = begun(Effect.NONE, A);
    Failure limited =
        Failure.of(FailureCode.RATE_LIMITED, "429").withRetryAfter(Duration.ofSeconds(31));

    assertThat(machine.apply(new AttemptEvent.Failed(1, 0, limited)))
        .containsExactly(failed(limited));
  }

  @Test
  void doesNotRepeatWithoutARetryBudget() {
    budgetLeft = false;
    AttemptMachine machine = begun(Effect.NONE, A);

    assertThat(machine.apply(new AttemptEvent.Failed(1, 0, DOWN))).containsExactly(failed(DOWN));
  }

  @Test
  void failsOverWithoutARetryBudget() {
    budgetLeft = false;
    AttemptMachine machine = begun(Effect.NONE, A, B);

    assertThat(machine.apply(new AttemptEvent.Failed(1, 0, DOWN)))
        .containsExactly(new Dispatch(2, B, false));
  }

  @Test
  void sendsAWriteToAnotherVendorOnlyIfTheFirstCertainlyDidNotApplyIt() {
    assertThat(begun(Effect.NON_IDEMPOTENT, A, B).apply(new AttemptEvent.Failed(1, 0, DOWN)))
        .containsExactly(new Dispatch(2, B, false));
    assertThat(begun(Effect.NON_IDEMPOTENT, A, B).apply(new AttemptEvent.Failed(1, 0, CUT)))
        .containsExactly(failed(CUT));
    assertThat(begun(Effect.IDEMPOTENT, A).apply(new AttemptEvent.Failed(1, 0, CUT)))
        .hasOnlyElementsOfType(Arm.class);
  }

  @Test
  void repeatsAWriteOnlyWhereTheVendorKeepsTheKey() {
    assertThat(begun(Effect.NON_IDEMPOTENT, A).apply(new AttemptEvent.Failed(1, 0, DOWN)))
        .containsExactly(failed(DOWN));
    assertThat(begun(Effect.NON_IDEMPOTENT, KEYED).apply(new AttemptEvent.Failed(1, 0, CUT)))
        .hasOnlyElementsOfType(Arm.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"INVALID", "NOT_FOUND", "CONFLICT", "TOO_LARGE", "CONTENT_REFUSED", "CANCELLED"})
  void whatTheCallerMustMendFailsAtOnce(FailureCode code) {
    Failure failure = Failure.of(code, "no");

    assertThat(begun(Effect.NONE, A, B).apply(new AttemptEvent.Failed(1, 0, failure)))
        .containsExactly(failed(failure));
  }

  @Test
  void aSpentQuotaFailsOverButIsNotRepeated() {
    Failure spent = Failure.of(FailureCode.QUOTA_EXHAUSTED, "month is used up");

    assertThat(begun(Effect.NONE, A, B).apply(new AttemptEvent.Failed(1, 0, spent)))
        .containsExactly(new Dispatch(2, B, false));
    assertThat(begun(Effect.NONE, A).apply(new AttemptEvent.Failed(1, 0, spent)))
        .containsExactly(failed(spent));
  }

  @Test
  void refusedContentFailsOverWhenTheRouteSaysSo() {
    Failure refused = Failure.of(FailureCode.CONTENT_REFUSED, "no");
    AttemptMachine machine =
        new AttemptMachine(
            List.of(A, B),
            new AttemptRules(
                Effect.NONE,
                DEADLINE,
                RouteRetry.STANDARD,
                Set.of(FailureCode.CONTENT_REFUSED),
                null),
            chance());
    machine.start(() -> NONE);
    machine.apply(new AttemptEvent.Began(1, 0));

    assertThat(machine.apply(new AttemptEvent.Failed(1, 0, refused)))
        .containsExactly(new Dispatch(2, B, false));
  }

  @Test
  void asksAgainAtOnceAndOnceWhenThePlatformTookTheProviderAway() {
    budgetLeft = false;
    AttemptMachine machine = begun(Effect.NONE, A, B);

    assertThat(machine.apply(new AttemptEvent.Failed(1, 0, REPLACED)))
        .containsExactly(new Dispatch(2, A, true));
    machine.apply(new AttemptEvent.Began(2, 0));
    assertThat(machine.apply(new AttemptEvent.Failed(2, 0, REPLACED)))
        .containsExactly(new Dispatch(3, B, false));
  }

  @Test
  void asksNobodyElseForWhatAConfigurationDoesNotAllow() {
    Failure forbidden = Failure.of(FailureCode.FORBIDDEN, "it only reads");
    Failure ours = forbidden.withFields(Map.of(Failure.CONFIGURATION, "writer"));

    assertThat(begun(Effect.NON_IDEMPOTENT, A, B).apply(new AttemptEvent.Failed(1, 0, ours)))
        .containsExactly(failed(ours));
    assertThat(begun(Effect.NON_IDEMPOTENT, A, B).apply(new AttemptEvent.Failed(1, 0, forbidden)))
        .containsExactly(new Dispatch(2, B, false));
  }

  @Test
  void asksAnewOnceWhereATokenOfThePlatformWasGoodNoMore() {
    Failure stale =
        PlatformCause.CREDENTIAL.on(Failure.of(FailureCode.UNAUTHENTICATED, "the token is old"));
    AttemptMachine machine = begun(Effect.NON_IDEMPOTENT, A);

    assertThat(machine.apply(new AttemptEvent.Failed(1, 0, stale)))
        .containsExactly(new Dispatch(2, A, true));
    machine.apply(new AttemptEvent.Began(2, 0));
    assertThat(machine.apply(new AttemptEvent.Failed(2, 0, stale))).containsExactly(failed(stale));
  }

  @Test
  void asksAgainForAWriteThatWasTakenAwayOnlyIfItCertainlyWasNotApplied() {
    Failure doubtful = REPLACED.withApplied(Applied.UNKNOWN);

    assertThat(begun(Effect.NON_IDEMPOTENT, A).apply(new AttemptEvent.Failed(1, 0, REPLACED)))
        .containsExactly(new Dispatch(2, A, true));
    assertThat(begun(Effect.IDEMPOTENT, A).apply(new AttemptEvent.Failed(1, 0, doubtful)))
        .containsExactly(failed(doubtful));
    assertThat(begun(Effect.NON_IDEMPOTENT, KEYED).apply(new AttemptEvent.Failed(1, 0, doubtful)))
        .containsExactly(failed(doubtful));
    assertThat(begun(Effect.NON_IDEMPOTENT, A, B).apply(new AttemptEvent.Failed(1, 0, doubtful)))
        .containsExactly(failed(doubtful));
  }

  @Test
  void aStreamThatWasTakenAwayAfterItsFirstEventHasFailed() {
    AttemptMachine machine = begun(Effect.NONE, A);
    machine.apply(new AttemptEvent.FirstToken(1, 0));

    assertThat(machine.apply(new AttemptEvent.Failed(1, 0, REPLACED)))
        .containsExactly(failed(REPLACED));
  }

  @Test
  void aStreamStaysWhereItIsAfterItsFirstEvent() {
    AttemptMachine machine = begun(Effect.NONE, A, B);
    assertThat(machine.apply(new AttemptEvent.FirstToken(1, 0))).containsExactly(new Emit(1));

    assertThat(machine.apply(new AttemptEvent.Failed(1, 0, DOWN))).containsExactly(failed(DOWN));
  }

  @Test
  void cancelsTheAttemptWhenTheTimeIsOver() {
    AttemptMachine machine = begun(Effect.NON_IDEMPOTENT, A);

    List<AttemptCommand> commands =
        machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.DEADLINE, DEADLINE));

    Failure late =
        Failure.of(FailureCode.TIMEOUT, "The time of the call is over.")
            .withApplied(Applied.UNKNOWN);
    assertThat(commands).containsExactly(new Cancel(1), failed(late));
  }

  @Test
  void cancelsTheAttemptWhenTheCallerHasGone() {
    AttemptMachine machine = begun(Effect.NONE, A);

    assertThat(machine.apply(new AttemptEvent.CallerGone(1))).startsWith(new Cancel(1));
    assertThat(machine.apply(new AttemptEvent.Ended(1, 2))).isEmpty();
  }

  @Test
  void aCallerWhoGoesBeforeAnyAttemptIsRefused() {
    AttemptMachine machine = machine(Effect.NONE, A);
    machine.start(() -> NONE);

    Failure gone = Failure.of(FailureCode.CANCELLED, "The caller has gone.");
    assertThat(machine.apply(new AttemptEvent.CallerGone(1)))
        .containsExactly(new Finish(new Ending.Refused(gone)));
  }

  @Test
  void goesOnWithThePlanThatIsLeftWhenAnAttemptCouldNotBegin() {
    AttemptMachine machine = machine(Effect.NONE, A, B);
    machine.start(() -> NONE);

    assertThat(machine.apply(new AttemptEvent.Withheld(1, 0, List.of(B), NONE)))
        .containsExactly(new Dispatch(1, B, false));
    assertThat(machine.apply(new AttemptEvent.Withheld(1, 0, List.of(), NONE)))
        .containsExactly(new Finish(new Ending.Refused(NONE)));
  }

  @Test
  void tellsTheLastFailureWhenTheRestOfThePlanCouldNotBegin() {
    AttemptMachine machine = begun(Effect.NONE, A, B);
    machine.apply(new AttemptEvent.Failed(1, 0, DOWN));

    assertThat(machine.apply(new AttemptEvent.Withheld(2, 0, List.of(), NONE)))
        .containsExactly(failed(DOWN));
  }

  @Test
  void aWriteInDoubtWhoseRepetitionCouldNotBeginStaysWithItsVendor() {
    AttemptMachine machine = begun(Effect.NON_IDEMPOTENT, KEYED, B);
    machine.apply(new AttemptEvent.Failed(1, 0, CUT));
    machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.BACKOFF, 1));

    assertThat(machine.apply(new AttemptEvent.Withheld(2, 1, List.of(B, KEYED), NONE)))
        .containsExactly(new Dispatch(2, KEYED, true));
    assertThat(machine.apply(new AttemptEvent.Withheld(2, 1, List.of(B), NONE)))
        .containsExactly(failed(CUT));
  }

  @Test
  void aWriteStaysInDoubtWhenItsRepetitionCertainlyAppliedNothing() {
    AttemptMachine machine = begun(Effect.NON_IDEMPOTENT, KEYED, B);
    machine.apply(new AttemptEvent.Failed(1, 0, CUT));
    machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.BACKOFF, 1));
    machine.apply(new AttemptEvent.Began(2, 1));

    assertThat(
            machine.apply(new AttemptEvent.Failed(2, 1, Failure.of(FailureCode.FORBIDDEN, "no"))))
        .containsExactly(
            failed(Failure.of(FailureCode.FORBIDDEN, "no").withApplied(Applied.UNKNOWN)));
  }

  @Test
  void aReadThatTakesLongGetsARivalAndTheLoserIsCancelled() {
    AttemptMachine machine = begun(Effect.NONE, A, B);

    assertThat(machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.HEDGE, 1)))
        .containsExactly(new Dispatch(2, B, false));
    machine.apply(new AttemptEvent.Began(2, 1));
    assertThat(machine.apply(new AttemptEvent.Ended(2, 2)))
        .containsExactly(new AttemptCommand.Cancel(1), new Finish(new Ending.Succeeded(2)));
  }

  @Test
  void whenOneOfTwoFailsTheOtherGoesOn() {
    AttemptMachine machine = begun(Effect.NONE, A, B);
    machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.HEDGE, 1));
    machine.apply(new AttemptEvent.Began(2, 1));

    assertThat(machine.apply(new AttemptEvent.Failed(1, 2, DOWN))).isEmpty();
    assertThat(machine.apply(new AttemptEvent.Ended(2, 3)))
        .containsExactly(new Finish(new Ending.Succeeded(2)));
  }

  @Test
  void aRivalThatCannotBeginChangesNothing() {
    AttemptMachine machine = begun(Effect.NONE, A, B);
    machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.HEDGE, 1));

    assertThat(machine.apply(new AttemptEvent.Withheld(2, 1, List.of(), NONE))).isEmpty();
    assertThat(machine.apply(new AttemptEvent.Ended(1, 3)))
        .containsExactly(new Finish(new Ending.Succeeded(1)));
  }

  @Test
  void aWriteGetsNoRival() {
    AttemptMachine machine = begun(Effect.IDEMPOTENT, A, B);

    assertThat(machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.HEDGE, 1))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"INVALID", "NOT_FOUND", "TOO_LARGE", "CONTEXT_TOO_LONG"})
  void whatALaterOfferRefusesGoesToTheNext(FailureCode code) {
    AttemptMachine machine = begun(Effect.NONE, A, B, C);
    machine.apply(new AttemptEvent.Failed(1, 0, DOWN));
    machine.apply(new AttemptEvent.Began(2, 0));

    assertThat(machine.apply(new AttemptEvent.Failed(2, 0, Failure.of(code, "not here"))))
        .containsExactly(new Dispatch(3, C, false));
  }

  @Test
  void anOfferThatCannotBeReservedAfterARefusalBindsTheCallToNone() {
    AttemptMachine machine = begun(Effect.NON_IDEMPOTENT, A, B, C);
    machine.apply(new AttemptEvent.Failed(1, 0, DOWN));
    machine.apply(new AttemptEvent.Began(2, 0));
    machine.apply(new AttemptEvent.Failed(2, 0, refusal("of B")));

    assertThat(machine.boundTo()).isNull();
  }

  @Test
  void contentThatALaterOfferRefusesGoesNowhere() {
    Failure refused = Failure.of(FailureCode.CONTENT_REFUSED, "no");
    AttemptMachine machine = begun(Effect.NONE, A, B, C);
    machine.apply(new AttemptEvent.Failed(1, 0, DOWN));
    machine.apply(new AttemptEvent.Began(2, 0));

    assertThat(machine.apply(new AttemptEvent.Failed(2, 0, refused)))
        .containsExactly(failed(refused));
  }

  @Test
  void aWriteThatALaterOfferMayHaveAppliedGoesNowhere() {
    Failure doubt = refusal("after half of it").withApplied(Applied.UNKNOWN);
    AttemptMachine machine = begun(Effect.NON_IDEMPOTENT, A, B, C);
    machine.apply(new AttemptEvent.Failed(1, 0, DOWN));
    machine.apply(new AttemptEvent.Began(2, 0));

    assertThat(machine.apply(new AttemptEvent.Failed(2, 0, doubt))).containsExactly(failed(doubt));
  }

  @Test
  void whatAllThatAnswerRefuseEndsWithTheFirstRefusal() {
    AttemptMachine machine = begun(Effect.NONE, A, B, C);
    machine.apply(new AttemptEvent.Failed(1, 0, DOWN));
    machine.apply(new AttemptEvent.Began(2, 0));
    machine.apply(new AttemptEvent.Failed(2, 0, refusal("of B")));
    machine.apply(new AttemptEvent.Began(3, 0));

    assertThat(machine.apply(new AttemptEvent.Failed(3, 0, refusal("of C"))))
        .containsExactly(failed(refusal("of B")));
  }

  @Test
  void whatOthersRefuseForDifferentReasonsEndsWithTheOutage() {
    Failure longer = Failure.of(FailureCode.CONTEXT_TOO_LONG, "of C");
    AttemptMachine machine = begun(Effect.NONE, A, B, C);
    machine.apply(new AttemptEvent.Failed(1, 0, DOWN));
    machine.apply(new AttemptEvent.Began(2, 0));
    machine.apply(new AttemptEvent.Failed(2, 0, refusal("of B")));
    machine.apply(new AttemptEvent.Began(3, 0));

    assertThat(machine.apply(new AttemptEvent.Failed(3, 0, longer))).containsExactly(failed(DOWN));
  }

  @Test
  void whatOneOfferAloneRefusesEndsWithTheOutageOfTheOther() {
    AttemptMachine machine = begun(Effect.NONE, A, B);
    machine.apply(new AttemptEvent.Failed(1, 0, DOWN));
    machine.apply(new AttemptEvent.Began(2, 0));

    assertThat(machine.apply(new AttemptEvent.Failed(2, 0, refusal("of B"))))
        .containsExactly(failed(DOWN));
  }

  @Test
  void whatIsNotFoundElsewhereSaysNothingOfTheProviderThatIsOut() {
    Failure absent = Failure.of(FailureCode.NOT_FOUND, "there is no repository");
    AttemptMachine machine = begun(Effect.NONE, A, B, C);
    machine.apply(new AttemptEvent.Failed(1, 0, DOWN));
    machine.apply(new AttemptEvent.Began(2, 0));
    machine.apply(new AttemptEvent.Failed(2, 0, absent));
    machine.apply(new AttemptEvent.Began(3, 0));

    assertThat(machine.apply(new AttemptEvent.Failed(3, 0, absent))).containsExactly(failed(DOWN));
  }

  // --- fallbacks for a cause
  // ---------------------------------------------------------------------------

  private static final Failure REFUSED = Failure.of(FailureCode.CONTENT_REFUSED, "no such words");

  private static Choice onContent(String offer) {
    return new Choice(
        offer, false, new FallbackChains(false, Set.of(FallbackCause.CONTENT_REFUSED)));
  }

  @Test
  void afterARefusalOfContentNoneIsAskedButItsFallbacks() {
    Choice first = onContent("first");
    Choice second = onContent("second");
    AttemptMachine machine = begun(Effect.NONE, A, B, first, second);

    assertThat(machine.apply(new AttemptEvent.Failed(1, 0, REFUSED)))
        .containsExactly(new Dispatch(2, first, false));
    assertThat(machine.admits(B.chains())).isFalse();
    assertThat(machine.admits(second.chains())).isTrue();
    assertThat(machine.apply(new AttemptEvent.Withheld(2, 0, List.of(B, second), NONE)))
        .containsExactly(new Dispatch(2, second, false));
    assertThat(machine.apply(new AttemptEvent.Withheld(2, 0, List.of(B), NONE)))
        .containsExactly(failed(REFUSED));
  }

  @Test
  void anOutageOfAFallbackForContentLeadsToNoOther() {
    Choice only = onContent("only");
    budgetLeft = false;
    AttemptMachine machine = begun(Effect.NONE, A, B, only);
    machine.apply(new AttemptEvent.Failed(1, 0, REFUSED));
    machine.apply(new AttemptEvent.Began(2, 0));

    assertThat(machine.apply(new AttemptEvent.Failed(2, 0, DOWN))).containsExactly(failed(DOWN));
  }

  @Test
  void anAlternativeOfTheCallerIsNoRival() {
    Choice other = new Choice("other", false, new FallbackChains(true, Set.of(), true));
    AttemptMachine machine = begun(Effect.NONE, A, other);

    assertThat(machine.apply(new AttemptEvent.Timer(AttemptEvent.Timer.Kind.HEDGE, 1))).isEmpty();
    assertThat(machine.apply(new AttemptEvent.Failed(1, 2, DOWN)))
        .containsExactly(new Dispatch(2, other, false));
  }

  @Test
  void anUnsureAnswerIsTakenBeforeAnAlternative() {
    Choice other = new Choice("other", false, new FallbackChains(true, Set.of(), true));
    AttemptMachine machine = begun(Effect.NONE, A, other);

    assertThat(machine.apply(new AttemptEvent.Unsure(1, 1)))
        .containsExactly(new Finish(new Ending.Succeeded(1)));
  }

  private static Failure refusal(String message) {
    return Failure.of(FailureCode.INVALID, message);
  }

  private static Finish failed(Failure failure) {
    return new Finish(new Ending.Failed(failure));
  }

  private AttemptMachine begun(Effect effect, Choice... plan) {
    AttemptMachine machine = machine(effect, plan);
    machine.start(() -> NONE);
    machine.apply(new AttemptEvent.Began(1, 0));
    return machine;
  }

  private AttemptMachine machine(Effect effect, Choice... plan) {
    AttemptRules rules = new AttemptRules(effect, DEADLINE, RouteRetry.STANDARD, Set.of(), null);
    return new AttemptMachine(List.of(plan), rules, chance());
  }

  private AttemptMachine.Chance chance() {
    return new AttemptMachine.Chance() {
      @Override
      public double jitter() {
        return 0.5;
      }

      @Override
      public boolean takeRival(String provider) {
        return true;
      }

      @Override
      public boolean takeRepeat(String provider) {
        return budgetLeft;
      }
    };
  }
}
