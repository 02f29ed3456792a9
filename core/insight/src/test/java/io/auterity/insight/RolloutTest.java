package io.auterity.insight;

import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.platform.call.Outcome;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.plan.RankedCandidate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes that go over to a new offer; each call is recomputed afterwards. */
class RolloutTest extends InsightFixture {

  private static final String ROUTE =
      "{'use': ['old'], 'rollout': {'to': ['new'], 'steps': ['10%%', '50%%', '100%%'],"
          + " 'every': '1h', 'calls': 20, 'stopAt': {%s}}, 'retry': {'max': 0}}";

  @BeforeEach
  void anOldAndANewOffer() {
    price("old", 100);
    price("new", 120);
  }

  @Test
  void goesOverStepByStep() {
    road.route("r", ROUTE.formatted("'failures': '5%', 'latency': 2, 'cost': 2"));

    assertThat(shareOfNew(500, 50)).isCloseTo(0.1, within(0.08));
    road.time.advance(Duration.ofHours(1));
    assertThat(shareOfNew(500, 50)).isCloseTo(0.5, within(0.13));
    road.time.advance(Duration.ofHours(1));
    assertThat(shareOfNew(50, 50)).isEqualTo(1);
  }

  @Test
  void staysAtAStepUntilEnoughCallsAreJudged() {
    road.route("r", ROUTE.formatted("'failures': '5%'"));
    road.time.advance(Duration.ofHours(9));

    assertThat(shareOfNew(50, 50)).isLessThan(0.4);
  }

  @Test
  void goesBackWhereTheNewOfferFails() {
    road.route("r", ROUTE.formatted("'failures': '5%'"));
    int failed = 0;
    for (int i = 0; i < 2_000 && failed < 20; i++) {
      failed += failing() ? 1 : 0;
      road.time.advance(Duration.ofMinutes(1));
    }

    assertThat(failed).isEqualTo(20);
    assertThat(shareOfNew(200, 50)).isZero();
    assertThat(there(road.decision().planning()).ranked())
        .filteredOn(one -> one.offer().equals("new"))
        .extracting(RankedCandidate::eligibility)
        .containsExactly(RankedCandidate.Eligibility.HELD_BACK);
  }

  @Test
  void goesBackWhereABreakerKeepsTheNewOfferAway() {
    road.route("r", ROUTE.formatted("'failures': '5%'"));
    int failed = 0;
    for (int i = 0; i < 2_000 && road.rolloutGoesOn("r"); i++) {
      failed += failing() ? 1 : 0;
      road.time.advance(Duration.ofSeconds(1));
    }

    assertThat(failed).as("besides those that a breaker kept away").isBetween(3, 19);
    assertThat(road.rolloutGoesOn("r")).isFalse();
  }

  @Test
  void anOpeningOfABreakerIsOneFailureHoweverManyCallsItKeepsAway() {
    road.route("r", ROUTE.formatted("'failures': '5%'"));
    for (int i = 0; i < 2_000; i++) {
      failing();
    }

    assertThat(road.rolloutGoesOn("r")).isTrue();
  }

  @Test
  void staysWhereItIsWhileTheEndpointOfOldAndNewIsOut() {
    road.providers.add(Fleet.withModels(Fleet.ai("openai"), "large", "mini"));
    road.route(
        "r",
        ROUTE
            .replace("old", "openai/large")
            .replace("new", "openai/mini")
            .formatted("'failures': '99%'"));
    for (int i = 0; i < 500; i++) {
      road.providers.does("openai", fails(DOWN));
      road.classify();
      road.providers.clear();
    }

    assertThat(road.rolloutGoesOn("r")).isTrue();
  }

  @Test
  void goesBackWhereTheNewOfferIsSlower() {
    road.route("r", ROUTE.formatted("'latency': 1.5"));

    assertThat(shareOfNew(1_000, 100)).isBetween(0.01, 0.06);
    assertThat(shareOfNew(100, 100)).isZero();
  }

  @Test
  void goesBackWhereTheNewOfferCostsMore() {
    road.route("r", ROUTE.formatted("'cost': 1.1"));

    assertThat(shareOfNew(1_000, 50)).isBetween(0.01, 0.06);
    assertThat(shareOfNew(100, 50)).isZero();
  }

  private double shareOfNew(int calls, long millisOfNew) {
    int atNew = 0;
    for (int i = 0; i < calls; i++) {
      road.lookAtRollouts();
      atNew += answered(millisOfNew).equals("new") ? 1 : 0;
    }
    return (double) atNew / calls;
  }

  private String answered(long millisOfNew) {
    script("old", 50);
    script("new", millisOfNew);
    String provider = ((Outcome.Succeeded) road.classify()).provider();
    road.providers.clear();
    return provider;
  }

  private boolean failing() {
    script("old", 50);
    road.providers.does("new", fails(DOWN));
    road.classify();
    road.providers.clear();
    return road.decision().attempts().stream().anyMatch(Decision.Tried::failed);
  }

  private void script(String provider, long millis) {
    road.providers.does(
        provider,
        (input, attempt) -> {
          road.time.advance(Duration.ofMillis(millis));
          return ANSWER;
        });
  }

  private void price(String id, long nanos) {
    road.providers.add(
        Fleet.withPrices(
            Fleet.ai(id),
            Map.of(
                "input_tokens", Fleet.perMillion(nanos * 1_000_000),
                "output_tokens", Fleet.perMillion(nanos * 1_000_000))));
  }
}
