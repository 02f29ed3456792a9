package io.auterity.insight;

import static io.auterity.relay.road.ScriptedProviders.fails;
import static io.auterity.relay.route.Specs.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.insight.counterfactual.Counterfactual;
import io.auterity.insight.counterfactual.ReplayReport;
import io.auterity.insight.counterfactual.RuleSet;
import io.auterity.ledger.NanoUnits;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.road.ScriptedProviders;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that took a road, planned again by other routes. */
class CounterfactualTest extends InsightFixture {

  private static final String RECORDED =
      "{'use': ['dear', 'cheap'], 'require': [{'region': 'eu'}], 'retry': {'max': 0}}";

  private final List<Decision> recorded = new ArrayList<>();
  private final ProviderInfo dear = at("dear", "eu-west-1", 900);
  private final ProviderInfo cheap = at("cheap", "eu-central-1", 100);
  private final ProviderInfo away = at("away", "us", 50);
  private final ProviderInfo free = Fleet.ai("free");
  private Config config = new Config(1, RouteIndex.EMPTY, List.of());

  @BeforeEach
  void tenCallsAtTheDearOneOfWhichTwoFailedOver() {
    List<ProviderInfo> providers = List.of(dear, cheap, away, free);
    providers.forEach(road.providers::add);
    road.route("r", RECORDED);
    config = new Config(1, new RouteIndex(List.of(route("r", RECORDED))), providers);
    for (int i = 0; i < 10; i++) {
      if (i % 5 == 0) {
        road.providers.does("dear", fails(DOWN));
        road.providers.does("cheap", takes(100));
      } else {
        road.providers.does("dear", takes(400));
      }
      road.classify();
      recorded.add(road.decision());
      road.time.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void theSameRulesChooseTheSameAndCostWhatWasPaid() {
    ReplayReport report = replay(route("r", RECORDED));

    assertThat(report.calls()).isEqualTo(10);
    assertThat(report.moved()).isZero();
    assertThat(report.unserved() + report.served() + report.unread()).isZero();
    ReplayReport.Money money = report.money().getFirst();
    assertThat(money.expected()).isEqualTo(money.paid()).isEqualTo(paid());
    assertThat(report.latency().p50()).isEqualTo(report.latency().p50Before());
    assertThat(report.failures().expected()).isEqualTo(report.failures().before());
    assertThat(report.breaches()).isEmpty();
  }

  @Test
  void otherRulesAreCountedAtTheirOwnPrices() {
    ReplayReport report = replay(route("r", "{'use': ['cheap'], 'fallback': ['dear']}"));

    assertThat(report.moved()).isEqualTo(10);
    assertThat(report.offers())
        .containsExactly(
            new ReplayReport.Share("cheap", 0, 10), new ReplayReport.Share("dear", 10, 0));
    long expected =
        recorded.stream()
            .map(CounterfactualTest::answered)
            .mapToLong(one -> NanoUnits.cost(one.used(), cheap.prices()))
            .sum();
    assertThat(report.money().getFirst().expected()).isEqualTo(expected).isPositive();
    assertThat(report.money().getFirst().paid()).isEqualTo(paid());
    assertThat(millis(report.latency().p50Before())).isCloseTo(400, within(40.0));
    assertThat(millis(report.latency().p50())).isCloseTo(100, within(10.0));
    assertThat(report.failures().before()).isEqualTo(0.2);
    assertThat(report.failures().expected()).isZero();
  }

  @Test
  void whatTheRecordedRouteRequiredIsHeldAgainstThem() {
    ReplayReport report = replay(route("r", "{'use': ['away']}"));

    assertThat(report.breaches())
        .containsExactly(new ReplayReport.Breach("r", "region eu", "away", 10));
    assertThat(report.latency().unknown()).isEqualTo(10);
    assertThat(report.failures().unknown()).isEqualTo(10);
    assertThat(report.failures().expected()).isNull();
  }

  @Test
  void answersAreComparedWithAnswers() {
    Decision failedOver = recorded.getFirst();
    long answer = answered(failedOver).cost();
    recorded.clear();
    recorded.add(havingWasted(failedOver, 6_300));

    ReplayReport.Money stays = replay(route("r", RECORDED)).money().getFirst();
    ReplayReport.Money moves = replay(route("r", "{'use': ['cheap']}")).money().getFirst();

    assertThat(stays.paid()).isEqualTo(stays.expected()).isEqualTo(answer);
    assertThat(moves).isEqualTo(stays);
    assertThat(stays.besides()).isEqualTo(6_300);
  }

  private static Decision havingWasted(Decision one, long nanos) {
    Decision.Used used = one.costs().used();
    Decision.Used more =
        new Decision.Used(
            used.quantities(),
            used.cost() + nanos,
            used.currency(),
            used.priceLists(),
            used.unpriced(),
            used.estimated());
    return new Decision(
        one.format(),
        one.id(),
        one.call(),
        one.timing(),
        one.result(),
        one.planning(),
        one.attempts(),
        new Decision.Costs(one.costs().holds(), more),
        one.stages(),
        one.course(),
        null);
  }

  @Test
  void whereAConversationWouldHaveGoneIsNotGuessed() {
    ReplayReport report = replay(route("r", "{'strategy': 'affinity', 'use': ['dear', 'cheap']}"));

    assertThat(report.unread()).isEqualTo(10);
    assertThat(report.calls()).isZero();
    assertThat(replay(route("r", "{'strategy': 'affinity', 'use': ['cheap']}")).calls())
        .as("nobody else could have had it")
        .isEqualTo(10);
  }

  @Test
  void withoutAPriceNothingIsGuessed() {
    ReplayReport report = replay(route("r", "{'use': ['free']}"));

    assertThat(report.money().getFirst().unknown()).isEqualTo(10);
    assertThat(report.money().getFirst().calls()).isZero();
  }

  @Test
  void whomNobodyCouldAnswerIsCounted() {
    ReplayReport report = replay(route("r", "{'use': ['away'], 'require': [{'region': 'eu'}]}"));

    assertThat(report.unserved()).isEqualTo(10);
    assertThat(report.moved()).isZero();
  }

  @Test
  void newRoutesStandBesideTheOthersUnlessTheyStandAlone() {
    Route other = route("s", "{'priority': -1, 'use': ['cheap']}");

    assertThat(replay(other).moved()).isZero();
    assertThat(replay(new RuleSet(List.of(other), true)).routes())
        .containsExactly(new ReplayReport.Share("r", 10, 0), new ReplayReport.Share("s", 0, 10));
  }

  private ReplayReport replay(Route candidate) {
    return replay(new RuleSet(List.of(candidate), false));
  }

  private ReplayReport replay(RuleSet rules) {
    Counterfactual counterfactual = new Counterfactual(road.tenant, rules);
    recorded.forEach(decision -> counterfactual.add(decision, config));
    return counterfactual.report();
  }

  private long paid() {
    return recorded.stream().mapToLong(one -> one.costs().used().cost()).sum();
  }

  private static Decision.Tried answered(Decision decision) {
    return decision.attempts().stream()
        .filter(one -> one.failure() == null)
        .findFirst()
        .orElseThrow();
  }

  private ScriptedProviders.Act takes(long millis) {
    return (input, attempt) -> {
      road.time.advance(Duration.ofMillis(millis));
      return ANSWER;
    };
  }

  private static double millis(@Nullable Long nanos) {
    return there(nanos) / 1e6;
  }

  private static ProviderInfo at(String id, String region, long nanos) {
    return Fleet.offering(
        Fleet.withPrices(
            Fleet.ai(id),
            Map.of(
                "input_tokens", Fleet.perMillion(nanos * 1_000_000),
                "output_tokens", Fleet.perMillion(nanos * 1_000_000))),
        Offering.ANY.in(region, null));
  }
}
