package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.auterity.provider.Price;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenUsage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void underABudgetWhatRunsInThisProcessIsAskedWithoutAListAndAListThatNamesItHolds() {
    road.providers.add(Fleet.withPrices(Fleet.withModels(ai("here"), "m"), Price.OF_PROCESS));
    road.budget("daily", BUDGET);
    road.route("r", "{'use': ['here/m']}");
    ScriptedProviders.Act reading =
        (input, attempt) -> {
          attempt.meter("input_tokens", 100);
          return ANSWER;
        };
    road.providers.does("here", reading);
    road.providers.does("here", reading);

    road.classify();
    Decision.Used free = road.decision().costs().used();
    road.prices(
        "own",
        "{'currency': 'USD', 'asOf': '2020-01-02',"
            + " 'offers': {'here/m': {'input': '1', 'output': '1'}}}");
    road.classify();

    assertThat(free.cost()).isZero();
    assertThat(free.unpriced()).isEmpty();
    assertThat(free.quantities()).containsEntry("input_tokens", 100L);
    assertThat(road.decision().costs().used().cost()).isEqualTo(100_000);
  }

  private Decision.Costs asked(String price, ScriptedProviders.Act act) {
    road.providers.add(Fleet.withModels(ai("hardware"), "flux"));
    road.budget("daily", BUDGET);
    road.prices(
        "time",
        "{'currency': 'USD', 'asOf': '2020-01-02', 'offers': {'hardware/flux': %s}}"
            .formatted(price));
    road.route("r", "{'use': ['hardware/flux']}");
    road.providers.does("hardware", act);
    road.classify();
    return road.decision().costs();
  }

  private static ScriptedProviders.Act working() {
    return (input, attempt) -> {
      attempt.meter("predict_milliseconds", 2_500);
      return ANSWER;
    };
  }

  @Test
  void hardwareIsHeldForTheTimeOfTheCallAndPaidForItsOwn() {
    Decision.Costs costs = asked("{'second': '0.001'}", working());

    assertThat(costs.used().cost()).isEqualTo(2_500_000);
    assertThat(costs.used().quantities()).doesNotContainKey("input_tokens");
    assertThat(costs.used().estimated()).isFalse();
    assertThat(costs.holds().getFirst().part().held())
        .isEqualTo(road.decision().timing().timeoutMillis() * 1_000);
  }

  @Test
  void hardwareOfWhichNobodyTellsTheTimeIsPaidUntilTheEnd() {
    Decision.Costs costs =
        asked(
            "{'second': '0.001'}",
            (input, attempt) -> {
              road.time.advance(Duration.ofSeconds(4));
              throw new CallFailedException(
                  Failure.of(FailureCode.TIMEOUT, "late").withApplied(Applied.UNKNOWN));
            });

    assertThat(costs.used().cost()).isEqualTo(4_000_000);
    assertThat(costs.used().estimated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"input_tokens", "images"})
  void hardwareIsPaidUntilTheEndThoughItsVendorTellsWhatIsNoTime(String unit) {
    Decision.Costs costs =
        asked(
            "{'second': '0.001'}",
            (input, attempt) -> {
              road.time.advance(Duration.ofSeconds(4));
              attempt.meter(unit, 3);
              return ANSWER;
            });

    assertThat(costs.used().cost()).isEqualTo(4_000_000);
    assertThat(costs.used().quantities())
        .containsOnly(entry("calls", 1L), entry(unit, 3L), entry("predict_milliseconds", 4_000L));
    assertThat(costs.used().estimated()).isTrue();
  }

  @Test
  void timeWithoutAPriceLeavesTheTokensToBeEstimated() {
    Decision.Costs costs = asked("{'input': '1', 'output': '1'}", working());

    assertThat(costs.used().quantities()).containsKeys("input_tokens", "predict_milliseconds");
    assertThat(costs.used().cost()).isPositive();
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'input': '0.15'} | no price for output",
        "{'output': '0.60'} | no price for input",
        "{'cached_input': '0.01', 'output': '0.60'} | no price for input",
        "{'input': '0.15', 'reasoning': '0.60'} | no price for output",
        "{'request': '0.01'} | no price for input",
        "{'tiers': [{'above': 1000000, 'input': '1', 'output': '2'}]} | no price for input",
        "{'input': '1', 'tiers': [{'above': 1000000, 'output': '2'}]} | no price for output"
      })
  void underALimitOfMoneyBothInputAndOutputMustHaveAPrice(String prices, String missing) {
    road.budget("daily", BUDGET);
    road.route("r", "{'use': ['openai/large']}");
    large(prices);

    assertThat(refusal(road.classify()).code()).isEqualTo(FailureCode.NO_VIABLE_PROVIDER);

    assertThat(there(road.decision().planning()).exclusions())
        .containsExactly(
            new Exclusion(
                Exclusion.Reason.UNPRICED,
                List.of("openai/large"),
                "has " + missing + ", and budget 'daily' asks for one"));
  }

  @Test
  void thePricesOfALongInputAreThoseThatALongInputNeedsAndThatItsHoldIsFor() {
    road.budget("daily", BUDGET);
    road.route("r", "{'use': ['openai/large']}");
    large("{'tiers': [{'above': 1, 'input': '1', 'output': '2'}]}");

    road.invokeJson(
        "ai.text.classify", "{'text': '%s', 'classes': {'a': 'A'}}".formatted("x".repeat(400)));

    Decision decision = road.decision();
    assertThat(there(decision.result().offer())).isEqualTo("openai/large");
    assertThat(decision.attempts().getFirst().cost()).isEqualTo(100_000);
    assertThat(decision.costs().holds().getFirst().part().held())
        .isGreaterThan(4_096 * 2_000L + 100_000);
    assertThat(((TextToClassify) road.providers.inputs.getFirst()).maxOutputTokens())
        .isEqualTo(4_096);
  }

  @Test
  void whatHasNoOutputOfTokensNeedsAPriceForInputOnly() {
    road.providers.add(
        Fleet.withModels(
            Fleet.withSupport(ai("openai"), false, "embedding.create"), "mini", "large"));
    road.budget("daily", BUDGET);
    road.route("r", "{'use': ['openai/large']}");
    large("{'input': '0.02'}");
    road.providers.does(
        "openai",
        (input, attempt) -> {
          attempt.meter("input_tokens", 100);
          return new Embeddings("large", List.of(), new TokenUsage(100, 0, 0, 0));
        });

    road.invokeJson("ai.embedding.create", "{'model': 'large', 'input': ['a']}");

    assertThat(there(road.decision().result().offer())).isEqualTo("openai/large");
    assertThat(road.decision().attempts().getFirst().cost()).isEqualTo(2_000);
  }

  @Test
  void tokensThatCameAsTokensAreHeldToTheLetterAndGoOnWhereOneCannotReadThem() {
    for (String vendor : List.of("words", "openai")) {
      road.providers.add(
          Fleet.withModels(Fleet.withSupport(ai(vendor), false, "embedding.create"), "m"));
    }
    road.budget("daily", BUDGET);
    road.route("r", "{'use': ['words/m', 'openai/m']}");
    road.prices(
        "other",
        "{'currency': 'USD', 'asOf': '2020-01-02',"
            + " 'offers': {'words/m': {'input': '1'}, 'openai/m': {'input': '1'}}}");
    road.providers.does(
        "words",
        (input, attempt) -> {
          throw new CallFailedException(FailureCode.UNSUPPORTED, "token arrays cannot be read");
        });
    road.providers.does(
        "openai",
        (input, attempt) -> {
          attempt.meter("input_tokens", 4);
          return new Embeddings("m", List.of(), new TokenUsage(4, 0, 0, 0));
        });

    road.invoke(
        "ai.embedding.create",
        new EmbeddingRequest("m", List.of(), null, List.of(List.of(1, 2), List.of(3, 4))));

    Decision decision = road.decision();
    assertThat(decision.attempts()).hasSize(2);
    assertThat(there(decision.result().offer())).isEqualTo("openai/m");
    assertThat(decision.costs().holds().getFirst().part().held()).isEqualTo(4_000);
  }

  private void large(String prices) {
    road.prices(
        "other",
        "{'currency': 'USD', 'asOf': '2020-01-02', 'offers': {'openai/large': %s}}"
            .formatted(prices));
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
