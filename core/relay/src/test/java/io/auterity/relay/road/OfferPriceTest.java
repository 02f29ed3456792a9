package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls at list prices. */
class OfferPriceTest extends RoadFixture {

  private static final String BUDGET = "{'cap': '5.00', 'currency': 'USD', 'period': 'day'}";

  @BeforeEach
  void aListThatNamesOneOfTwoModels() {
    road.providers.add(Fleet.withModels(ai("openai"), "mini", "large"));
    road.prices(
        "list",
        "{'currency': 'USD', 'asOf': '2020-01-01',"
            + " 'offers': {'openai/mini': {'input': '0.16', 'output': '1'}}}");
    road.providers.does(
        "openai",
        (input, attempt) -> {
          attempt.meter("input_tokens", 100);
          return ANSWER;
        });
  }

  @Test
  void aDecisionTellsWhatAnAttemptCostAndByWhichList() {
    road.classify();

    Decision decision = road.decision();
    assertThat(decision.attempts())
        .extracting(Decision.Tried::offer, Decision.Tried::cost)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("openai/mini", 16_000L));
    assertThat(decision.costs().used().priceLists()).containsExactly("list v1 of 2020-01-01");
  }

  @Test
  void underALimitOfMoneyWhatHasNoPriceIsNotPlanned() {
    road.budget("daily", BUDGET);
    road.route("r", "{'use': ['openai/large']}");

    Failure refused = refusal(road.classify());

    assertThat(refused.code()).isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
    assertThat(refused.retryable()).isFalse();
    assertThat(there(road.decision().planning()).exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.UNPRICED,
                List.of("openai/large"),
                "has no price, and budget 'daily' asks for one"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'key': 'key_00000000000000000000000000000009'}",
        "{'label': {'route': 'triage'}}"
      })
  void theLimitMayBeOnTheCallersKeyOrALabelOfTheCall(String scope) {
    road.budget("some", BUDGET.replace("}", ", 'scope': " + scope + "}"));
    road.route("r", "{'use': ['openai/large']}");

    assertThat(refusal(road.classify()).code()).isEqualTo(FailureCode.NO_VIABLE_PROVIDER);

    assertThat(there(road.decision().planning()).exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.UNPRICED,
                List.of("openai/large"),
                "has no price, and budget 'some' asks for one"));
    road.budget("some", BUDGET.replace("}", ", 'unpriced': 'allow', 'scope': " + scope + "}"));
    road.classify();
    assertThat(there(road.decision().result().offer())).isEqualTo("openai/large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'key': 'key_00000000000000000000000000000001'}",
        "{'label': {'route': 'other'}}"
      })
  void aLimitOnOthersAsksNothingOfThisCall(String scope) {
    road.budget("some", BUDGET.replace("}", ", 'scope': " + scope + "}"));
    road.route("r", "{'use': ['openai/large']}");

    road.classify();

    assertThat(there(road.decision().result().offer())).isEqualTo("openai/large");
  }

  @Test
  void unlessTheLimitSaysSo() {
    road.budget("daily", BUDGET.replace("}", ", 'unpriced': 'allow'}"));
    road.route("r", "{'use': ['openai/large']}");

    road.classify();

    assertThat(there(road.decision().result().offer())).isEqualTo("openai/large");
  }
}
