package io.auterity.relay.plan;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.route.Specs.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.RouteIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderTest {

  private List<ProviderInfo> providers = List.of(ai("a"), ai("b"), ai("c"), ai("d"));

  @Test
  void keepsTheOrderOfTheRouteWhenItPrefersNothing() {
    Plan plan = order("{'use': ['c', 'a'], 'fallback': ['d']}", Map.of());

    assertThat(plan.offers()).containsExactly("c", "a", "d");
    assertThat(plan.ranked())
        .extracting(RankedCandidate::score)
        .isSortedAccordingTo((x, y) -> Double.compare(y, x));
    assertThat(plan.ranked()).allSatisfy(one -> assertThat(one.score()).isBetween(0.0, 1.0));
    assertThat(plan.ticketNeeded()).isFalse();
  }

  @Test
  void prefersTheFasterAndTheCheaper() {
    providers =
        List.of(
            Fleet.withPrices(ai("a"), Map.of("input_tokens", Fleet.perMillion(200))),
            Fleet.withPrices(ai("b"), Map.of("input_tokens", Fleet.perMillion(100))));
    Map<String, Snapshot> state = Map.of("a", latency(10), "b", latency(40));

    assertThat(order("{'prefer': {'latency': 1}}", state).offers()).containsExactly("a", "b");
    assertThat(order("{'prefer': {'cost': 1}}", state).offers()).containsExactly("b", "a");
  }

  @Test
  void leavesOutWhoseBreakerIsOpenAndWhoAskedForRest() {
    Snapshot open = new Snapshot(0, 8, 5, Phase.OPEN, 0, false, 3, 3, 500, 0);
    Snapshot resting = new Snapshot(0, 8, 5, Phase.CLOSED, 100, false, 0, 3, 0, 500);

    Plan plan = order("{'use': ['a', 'b', 'c']}", Map.of("a", open, "b", resting));

    assertThat(plan.offers()).containsExactly("c");
    assertThat(plan.ranked())
        .extracting(RankedCandidate::eligibility)
        .containsExactly(
            RankedCandidate.Eligibility.PLANNED,
            RankedCandidate.Eligibility.BREAKER_OPEN,
            RankedCandidate.Eligibility.RESTING);
    assertThat(plan.ranked().getLast().score()).isZero();
  }

  @Test
  void asksAProviderThatIsDueForAProbe() {
    Snapshot due = new Snapshot(0, 8, 5, Phase.HALF_OPEN, 0, true, 3, 3, 0, 0);

    assertThat(order("{'use': ['a', 'b']}", Map.of("a", due)).offers()).containsExactly("a", "b");
  }

  @Test
  void theTicketAdmitsTheShareThatAReturningProviderTakes() {
    Snapshot quarter = new Snapshot(0, 8, 5, Phase.HALF_OPEN, 25, false, 0, 3, 0, 0);
    Random random = new Random(7);
    int admitted = 0;
    for (int i = 0; i < 10_000; i++) {
      Plan plan = order("{'use': ['a', 'b']}", Map.of("a", quarter), 0, random.nextDouble());
      admitted += plan.offers().contains("a") ? 1 : 0;
      assertThat(plan.ticketNeeded()).isTrue();
    }

    assertThat(admitted / 10_000.0).isCloseTo(0.25, within(0.02));
  }

  @Test
  void asksAProviderThatReturnsWhereNobodyElseWouldBe() {
    Snapshot returning = new Snapshot(0, 8, 5, Phase.HALF_OPEN, 10, false, 0, 3, 0, 0);
    Snapshot open = new Snapshot(0, 8, 5, Phase.OPEN, 0, false, 3, 3, 500, 0);
    String spec = "{'use': ['a'], 'fallback': ['b']}";

    Random random = new Random(7);
    int beside = 0;
    for (int i = 0; i < 1_000; i++) {
      double ticket = random.nextDouble();
      Plan two = order(spec, Map.of("a", returning), 0, ticket);
      beside += two.offers().contains("a") ? 1 : 0;
      Plan alone = order(spec, Map.of("a", returning, "b", open), 0, ticket);
      assertThat(alone.offers()).containsExactly("a");
    }
    assertThat(beside / 1_000.0).isCloseTo(0.1, within(0.03));
  }

  @Test
  void drawsInProportionToTheWeights() {
    Map<String, Integer> firsts = new HashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      Plan plan =
          order(
              "{'use': ['a', 'b', 'c'], 'strategy': 'weighted', 'weights': {'a': 7, 'b': 2}}",
              Map.of(),
              0,
              random.nextDouble());
      firsts.merge(plan.offers().getFirst(), 1, Integer::sum);
    }

    assertThat(firsts.getOrDefault("a", 0) / 20_000.0).isCloseTo(0.7, within(0.02));
    assertThat(firsts.getOrDefault("b", 0) / 20_000.0).isCloseTo(0.2, within(0.02));
    assertThat(firsts.getOrDefault("c", 0) / 20_000.0).isCloseTo(0.1, within(0.02));
  }

  @Test
  void asksEachInTurn() {
    String spec = "{'use': ['a', 'b', 'c'], 'strategy': 'round_robin'}";

    assertThat(order(spec, Map.of(), 0, 0.5).offers()).containsExactly("a", "b", "c");
    assertThat(order(spec, Map.of(), 1, 0.5).offers()).containsExactly("b", "c", "a");
    assertThat(order(spec, Map.of(), 5, 0.5).offers()).containsExactly("c", "a", "b");
  }

  @Test
  void asksTheLeastBusyFirst() {
    Map<String, Snapshot> state =
        Map.of(
            "a", new Snapshot(4, 8, 5, Phase.CLOSED, 100, false, 0, 0, 0, 0),
            "b", new Snapshot(4, 16, 5, Phase.CLOSED, 100, false, 0, 0, 0, 0),
            "c", new Snapshot(8, 8, 5, Phase.CLOSED, 100, false, 0, 0, 0, 0));

    assertThat(order("{'use': ['a', 'b', 'c'], 'strategy': 'least_connections'}", state).offers())
        .containsExactly("b", "a", "c");
  }

  @Test
  void withoutACandidateTheOthersKeepTheirOrder() {
    String spec = "{'use': ['a', 'b', 'c', 'd'], 'strategy': 'weighted', 'weights': {'b': 5}}";
    Shortlist all = shortlist(spec);
    Plan plan = Planner.order(all, Fleet.sight(all), 0.3);
    String first = plan.offers().getFirst();

    Plan rest = Planner.order(all.without(first), Fleet.sight(all), 0.3);

    assertThat(rest.offers()).isEqualTo(plan.offers().subList(1, 4));
  }

  private Plan order(String spec, Map<String, Snapshot> state) {
    return order(spec, state, 0, 0.5);
  }

  private Plan order(String spec, Map<String, Snapshot> state, long turn, double ticket) {
    Shortlist shortlist = shortlist(spec);
    Sight sight = new Sight(Fleet.sight(shortlist, state).seen(), turn);
    return Planner.order(shortlist, sight, ticket);
  }

  private Shortlist shortlist(String spec) {
    RouteIndex routes = new RouteIndex(List.of(route("r", spec)));
    return Planner.shortlist(Calls.classify(Map.of()), new Config(1, routes, providers));
  }

  private static Snapshot latency(long millis) {
    return new Snapshot(0, 8, millis * 1_000_000, Phase.CLOSED, 100, false, 0, 0, 0, 0);
  }
}
