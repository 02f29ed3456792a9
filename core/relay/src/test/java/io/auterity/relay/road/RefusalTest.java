package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.Invocation.Door;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Calls that reach no provider, and what their callers are told. */
class RefusalTest extends RoadFixture {

  @Test
  void refusesForTheMomentWhileGrantsCannotBeRead() {
    road.providers.add(ai("gpt"));
    road.authorizer =
        (scope, principal, capability) -> {
          throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
        };

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }

  @Test
  void aKeyIsRefusedAtOtherDoorsThanItsOwn() {
    road.providers.add(ai("gpt"));
    road.authorizer = coming(new CallerTerms(List.of(), Map.of(), null, Set.of(Door.MCP), null));

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure.message()).contains("only by mcp");
  }

  @Test
  void whatComesWithAKeyStandsInTheDecision() {
    road.providers.add(ai("gpt"));
    road.authorizer =
        coming(new CallerTerms(List.of("team/eng"), Map.of("app", "shop"), null, null, null));

    road.classify();

    Decision decision = road.decision();
    assertThat(decision.call().labels()).containsEntry("app", "shop");
    assertThat(Objects.requireNonNull(decision.call().facts()).owners())
        .containsExactly("team/eng");
  }

  @Test
  void whatItsCallerHasNoRightToIsToldAndWhatAVendorForbidsIsNot() {
    road.providers.add(ai("gpt"));
    road.providers.always("gpt", fails(Failure.of(FailureCode.FORBIDDEN, "not yours")));
    road.classify();
    assertThat(road.refused).isEmpty();

    road.authorizer = coming(new CallerTerms(List.of(), Map.of(), null, Set.of(Door.MCP), null));
    road.classify();
    road.authorizer = (scope, principal, capability) -> Verdict.deny("none", "No grant.");
    road.classify();

    assertThat(road.refused).hasSize(2).allMatch(Decision::isDenied);
  }

  private static Authorizer coming(CallerTerms terms) {
    return new Authorizer() {
      @Override
      public Verdict authorize(TenantScope scope, Principal principal, Capability capability) {
        return Verdict.allow("role", "Role operator.");
      }

      @Override
      public CallerTerms terms(TenantScope scope, Principal principal) {
        return terms;
      }
    };
  }

  @Test
  void deniesByDefaultAndWhenItCannotDecide() {
    road.providers.add(ai("gpt"));
    road.authorizer = (scope, principal, capability) -> Verdict.deny("none", "No grant.");
    assertThat(refusal(road.classify()).code()).isEqualTo(FailureCode.FORBIDDEN);

    road.authorizer =
        (scope, principal, capability) -> {
          throw new IllegalStateException("broken");
        };

    assertThat(refusal(road.classify()).code()).isEqualTo(FailureCode.FORBIDDEN);
    Decision decision = road.decision();
    assertThat(decision.result().ending()).isEqualTo(Decision.Ending.REFUSED);
    assertThat(decision.stages())
        .extracting(StageMark::passed)
        .containsExactly(
            StageMark.Passed.DONE,
            StageMark.Passed.DONE,
            StageMark.Passed.STOPPED,
            StageMark.Passed.SKIPPED,
            StageMark.Passed.SKIPPED,
            StageMark.Passed.SKIPPED,
            StageMark.Passed.SKIPPED,
            StageMark.Passed.SKIPPED,
            StageMark.Passed.SKIPPED,
            StageMark.Passed.SKIPPED,
            StageMark.Passed.SKIPPED,
            StageMark.Passed.DONE);
  }

  @Test
  void refusesWhatDoesNotExistAndWhatDoesNotFit() {
    assertThat(refusal(road.invokeJson("ai.text.clasify", "{}")).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(refusal(road.invokeJson("ai.text.classify", "{'txt': 1}")).code())
        .isEqualTo(FailureCode.INVALID);
  }

  @Test
  void saysWhyNobodyCanAnswer() {
    road.providers.add(Fleet.withSupport(ai("embedder"), false, "embedding.create"));

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
    assertThat(failure.message()).contains("has no text.classify", "(embedder)");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void isWorthARetryWhileOneWhoCouldAnswerIsAway() {
    road.providers.add(Fleet.inState(ai("gpt"), State.ERROR, "unavailable: no answer"));
    road.providers.add(Fleet.inState(ai("off"), State.DISABLED, "its spec says so"));
    road.route("r", "{'use': ['gpt', 'off']}");

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.retryAfter()).isPositive();

    road.providers.remove("gpt");
    road.providers.add(ai("gpt"));
    road.providers.does("gpt", answers(ANSWER));
    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void isFinalWhenOnlyAChangeCanHelp() {
    road.providers.add(Fleet.refused(ai("gpt"), "forbidden: a private network"));
    road.providers.add(Fleet.inState(ai("off"), State.DISABLED, "its spec says so"));
    road.route("r", "{}");

    assertThat(refusal(road.classify()).retryable()).isFalse();
  }

  @Test
  void isWorthARetryWhileABreakerIsOpen() {
    road.providers.add(ai("gpt"));
    road.route("r", "{'retry': {'max': 0}}");
    road.providers.does("gpt", fails(DOWN), fails(DOWN), fails(DOWN));
    for (int i = 0; i < 3; i++) {
      road.classify();
    }

    Failure failure = refusal(road.classify());

    assertThat(failure.message()).contains("its breaker of this operation is open (gpt)");
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.retryAfter()).isPositive();
  }

  @Test
  void handsOnTheLimitOfTheOnlyVendor() {
    road.providers.add(ai("gpt"));
    Failure limit =
        Failure.of(FailureCode.RATE_LIMITED, "slow down").withRetryAfter(Duration.ofSeconds(30));
    road.providers.does("gpt", fails(limit));
    road.classify();

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.message()).contains("it asked to be left alone for another 30 s", "(gpt)");
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  @Test
  void aVendorThatWantsADayRestsForFiveMinutesOrUntilItIsAppliedAnew() {
    road.providers.add(ai("gpt"));
    Failure limit =
        Failure.of(FailureCode.RATE_LIMITED, "slow down").withRetryAfter(Duration.ofDays(1));
    road.providers.does("gpt", fails(limit), fails(limit), answers(ANSWER));
    road.classify();
    assertThat(refusal(road.classify()).retryAfter()).isEqualTo(Duration.ofMinutes(5));

    road.time.advance(Duration.ofMinutes(5));
    road.classify();
    assertThat(refusal(road.classify()).retryAfter()).isEqualTo(Duration.ofMinutes(5));

    road.vitals.endRest(road.tenant, "gpt");
    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void aRefusalForMoneySaysSo() {
    road.providers.add(priced("gpt"));
    road.budget("daily", "{'cap': '0.000001', 'currency': 'USD', 'period': 'day'}");

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertThat(failure.fields()).containsEntry("scope", "tenant").containsEntry("cap", "0.000001");
    assertThat(there(road.decision().planning()).withheld()).hasSize(1);
  }

  @Test
  void takesNoNewCallWhenDecisionsCannotBeWritten() {
    TestRoad full = new TestRoad(1);
    full.providers.add(ai("gpt"));
    full.providers.does("gpt", answers(ANSWER), answers(ANSWER));
    full.classify();
    assertThat(full.classify()).isInstanceOf(Outcome.Succeeded.class);

    full.time.advance(Duration.ofSeconds(1));

    assertThat(refusal(full.classify()).code()).isEqualTo(FailureCode.UNAVAILABLE);
    full.log.flush();
    full.providers.does("gpt", answers(ANSWER));
    assertThat(full.classify()).isInstanceOf(Outcome.Succeeded.class);
  }
}
