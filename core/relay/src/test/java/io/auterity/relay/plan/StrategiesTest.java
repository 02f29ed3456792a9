package io.auterity.relay.plan;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.route.Specs.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.RouteIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Orders that strategies make over many calls; nothing here looks at a clock. */
class StrategiesTest {

  private static final TenantScope TENANT = TenantScope.authenticated(new UUID(0, 1));
  private static final String SMOOTH =
      "{'use': ['a', 'b', 'c'], 'strategy': 'smooth_weighted', 'weights': {'a': 5}}";
  private static final long[] NOTHING = {};

  private final StrategyWeights strategyWeights = new StrategyWeights();
  private final Random random = new Random(7);
  private List<ProviderInfo> providers = List.of(ai("a"), ai("b"), ai("c"), ai("d"), ai("e"));

  @Test
  void smoothTurnsMixEvenly() {
    List<String> firsts = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      firsts.add(first(SMOOTH, call("x"), Map.of(), NOTHING));
    }

    assertThat(String.join(" ", firsts)).isEqualTo("a a b a c a a a a b a c a a");
  }

  @Test
  void smoothTurnsLeaveOutWhoIsAway() {
    Map<String, Snapshot> away =
        Map.of("a", new Snapshot(0, 8, 5, Phase.OPEN, 0, false, 3, 3, 500, 0));
    for (int i = 0; i < 100; i++) {
      first(SMOOTH, call("x"), away, NOTHING);
    }
    List<String> back = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      back.add(first(SMOOTH, call("x"), Map.of(), NOTHING));
    }

    assertThat(back.stream().filter("a"::equals)).hasSize(5);
  }

  @Test
  void whoeverRecoversHasNoTurnsToMakeUpFor() {
    String spec = SMOOTH.replace("}}", "}, 'require': [{'latency': '100ms'}]}");
    for (Snapshot unwell :
        List.of(
            busy(500, 0),
            busy(5, 0).with(500, -400),
            new Snapshot(0, 8, 5, Phase.HALF_OPEN, 1, false, 0, 3, 0, 0))) {
      for (int i = 0; i < 70; i++) {
        first(spec, call("x"), Map.of("a", unwell), NOTHING);
      }
      List<String> back = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        back.add(first(spec, call("x"), Map.of(), NOTHING));
      }

      assertThat(back.stream().filter("a"::equals).count()).as("%s", unwell).isBetween(4L, 6L);
    }
  }

  @Test
  void turnsGoOnWhenAllAreFalling() {
    Snapshot falling = busy(5, 0).with(500, -400);
    Map<String, Snapshot> all = Map.of("a", falling, "b", falling, "c", falling);
    List<String> firsts = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      firsts.add(first(SMOOTH, call("x"), all, NOTHING));
    }

    assertThat(String.join(" ", firsts)).isEqualTo("a a b a c a a");
  }

  @Test
  void leastLatencyDoesNotFloodWhomItDoesNotKnow() {
    String spec = "{'use': ['a', 'b'], 'strategy': 'least_latency'}";
    Snapshot unknown = new Snapshot(5, 16, -1, Phase.CLOSED, 100, false, 0, 0, 0, 0);

    Map<String, Integer> firsts = firsts(spec, Map.of("a", unknown, "b", busy(30, 0)), 2_000);
    Map<String, Integer> both = firsts(spec, Map.of("a", unknown), 2_000);

    assertThat(firsts.getOrDefault("b", 0)).isGreaterThan(1_800);
    assertThat(both.getOrDefault("b", 0)).isGreaterThan(1_800);
  }

  @Test
  void affinitySpreadsCallsWithoutAConversation() {
    Map<String, Integer> firsts =
        firsts("{'use': ['a', 'b', 'c', 'd', 'e'], 'strategy': 'affinity'}", Map.of(), 5_000);

    assertThat(firsts.values())
        .hasSize(5)
        .allSatisfy(n -> assertThat(n / 5_000.0).isBetween(0.16, 0.24));
  }

  @Test
  void aTenantsConversationsPushOutNobodyElses() {
    String spec = "{'use': ['a', 'b'], 'strategy': 'affinity'}";
    Shortlist shortlist = shortlist(spec, call("x"));
    Snapshot open = new Snapshot(0, 8, 5, Phase.OPEN, 0, false, 3, 3, 500, 0);
    long[] prefix = {11};
    String usual = first(spec, call("x"), Map.of(), prefix);
    String other = usual.equals("a") ? "b" : "a";
    first(spec, call("x"), Map.of(usual, open), prefix);
    TenantScope busy = TenantScope.authenticated(new UUID(0, 2));
    Sight sight = sight(shortlist, call("x"), Map.of(), prefix);
    Plan plan = Planner.order(shortlist, sight, 0.5);
    for (int i = 0; i < 20_001; i++) {
      long[] another = {i + 100};
      strategyWeights.planned(busy, shortlist, sight, plan, () -> another);
    }

    assertThat(first(spec, call("x"), Map.of(), prefix)).isEqualTo(other);
  }

  @Test
  void leastLatencyTakesTheSoonerOfTwo() {
    String spec = "{'use': ['a', 'b', 'c', 'd'], 'strategy': 'least_latency'}";
    Map<String, Snapshot> seen =
        Map.of("a", busy(10, 0), "b", busy(20, 0), "c", busy(40, 0), "d", busy(80, 0));

    Map<String, Integer> firsts = firsts(spec, seen, 20_000);

    // Of six pairs the fastest is in three, the next in two that it wins; a twentieth is drawn.
    assertThat(firsts.getOrDefault("a", 0) / 20_000.0)
        .isCloseTo(0.95 * 3 / 6 + 0.05 / 4, within(0.02));
    assertThat(firsts.getOrDefault("b", 0) / 20_000.0)
        .isCloseTo(0.95 * 2 / 6 + 0.05 / 4, within(0.02));
    assertThat(firsts.getOrDefault("c", 0) / 20_000.0).isCloseTo(0.95 / 6 + 0.05 / 4, within(0.02));
    assertThat(firsts.getOrDefault("d", 0) / 20_000.0).isCloseTo(0.05 / 4, within(0.01));
  }

  @Test
  void leastLatencyCountsWhatIsUnderWay() {
    String spec = "{'use': ['a', 'b'], 'strategy': 'least_latency'}";

    Map<String, Integer> firsts = firsts(spec, Map.of("a", busy(10, 5), "b", busy(30, 0)), 2_000);

    assertThat(firsts.getOrDefault("b", 0)).isGreaterThan(1_800);
  }

  @Test
  void aHashKeepsACallerAtOneOfferAndSpreadsCallers() {
    String spec =
        "{'use': ['a', 'b', 'c', 'd', 'e'], 'strategy': 'hash', 'hash': {'by': {'label': 'k'}}}";
    Map<String, Integer> firsts = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      String first = first(spec, call("caller " + i), Map.of(), NOTHING);
      firsts.merge(first, 1, Integer::sum);
      if (i % 100 == 0) {
        assertThat(first(spec, call("caller " + i), Map.of(), NOTHING)).isEqualTo(first);
      }
    }

    assertThat(firsts.values()).allSatisfy(n -> assertThat(n / 10_000.0).isBetween(0.18, 0.22));
  }

  @Test
  void aHashMovesOnlyTheShareOfWhoLeaves() {
    String all = "{'use': ['a', 'b', 'c', 'd', 'e'], 'strategy': 'hash'}";
    String rest = "{'use': ['a', 'b', 'c', 'd'], 'strategy': 'hash'}";
    String by = ", 'hash': {'by': {'label': 'k'}}}";
    for (int i = 0; i < 1_000; i++) {
      CallFacts call = call("caller " + i);
      String before = first(all.replace("}", by), call, Map.of(), NOTHING);
      String after = first(rest.replace("}", by), call, Map.of(), NOTHING);
      assertThat(after).isEqualTo(before.equals("e") ? after : before);
    }
  }

  @Test
  void aHashHeedsWeights() {
    String spec =
        "{'use': ['a', 'b'], 'strategy': 'hash', 'weights': {'a': 3},"
            + " 'hash': {'by': {'label': 'k'}}}";
    int atA = 0;
    for (int i = 0; i < 10_000; i++) {
      atA += first(spec, call("caller " + i), Map.of(), NOTHING).equals("a") ? 1 : 0;
    }

    assertThat(atA / 10_000.0).isCloseTo(0.75, within(0.02));
  }

  @Test
  void aBoundedHashSparesWhoIsFull() {
    String spec = "{'use': ['a', 'b'], 'strategy': 'hash', 'hash': {'bound': 1.25}}";
    String usual = first(spec, call("x"), Map.of(), NOTHING);
    String other = usual.equals("a") ? "b" : "a";

    assertThat(first(spec, call("x"), Map.of(usual, busy(5, 8), other, busy(5, 1)), NOTHING))
        .isEqualTo(other);
    assertThat(first(spec, call("x"), Map.of(usual, busy(5, 4), other, busy(5, 4)), NOTHING))
        .isEqualTo(usual);
  }

  @Test
  void aConversationGoesOnWhereItBegan() {
    String spec = "{'use': ['a', 'b', 'c', 'd', 'e'], 'strategy': 'affinity'}";
    Map<String, Integer> firsts = new HashMap<>();
    for (int i = 1; i <= 200; i++) {
      long begun = random.nextLong();
      long grown = random.nextLong();
      String first = first(spec, call("x"), Map.of(), new long[] {begun});
      firsts.merge(first, 1, Integer::sum);

      assertThat(first(spec, call("y"), Map.of(), new long[] {begun, grown})).isEqualTo(first);
      assertThat(first(spec, call("y"), Map.of(), new long[] {begun, grown, i})).isEqualTo(first);
    }

    assertThat(firsts.values()).hasSize(5).allSatisfy(n -> assertThat(n).isGreaterThan(20));
  }

  @Test
  void aConversationLeavesWhoIsAwayAndStaysWhereItWent() {
    String spec = "{'use': ['a', 'b', 'c'], 'strategy': 'affinity'}";
    long[] prefix = {11, 12};
    String first = first(spec, call("x"), Map.of(), prefix);
    Snapshot open = new Snapshot(0, 8, 5, Phase.OPEN, 0, false, 3, 3, 500, 0);

    String second = first(spec, call("x"), Map.of(first, open), prefix);

    assertThat(second).isNotEqualTo(first);
    assertThat(first(spec, call("x"), Map.of(), new long[] {11, 12, 13})).isEqualTo(second);
  }

  @Test
  void theOrderFollowsFromWhatWasSeenAlone() {
    for (String spec :
        List.of(
            SMOOTH,
            "{'strategy': 'least_latency'}",
            "{'strategy': 'hash', 'hash': {'bound': 1.5}}",
            "{'strategy': 'affinity'}")) {
      Shortlist shortlist = shortlist(spec, call("x"));
      Sight sight = sight(shortlist, call("x"), Map.of("a", busy(3, 2)), new long[] {5});

      Plan plan = Planner.order(shortlist, sight, 0.7);
      String first = plan.offers().getFirst();

      assertThat(Planner.order(shortlist, sight, 0.7)).isEqualTo(plan);
      assertThat(Planner.order(shortlist.without(first), sight, 0.7).offers())
          .hasSize(plan.offers().size() - 1)
          .doesNotContain(first);
    }
  }

  @Test
  void theCheapestIsAskedFirstUntilAnAnswerIsSure() {
    providers =
        List.of(
            Fleet.withPrices(ai("a"), Map.of("input_tokens", Fleet.perMillion(200))),
            Fleet.withPrices(ai("b"), Map.of("input_tokens", Fleet.perMillion(100))));

    assertThat(first("{'strategy': 'confident'}", call("x"), Map.of(), NOTHING)).isEqualTo("b");
  }

  private Map<String, Integer> firsts(String spec, Map<String, Snapshot> seen, int calls) {
    Map<String, Integer> firsts = new HashMap<>();
    for (int i = 0; i < calls; i++) {
      firsts.merge(first(spec, call("x"), seen, NOTHING), 1, Integer::sum);
    }
    return firsts;
  }

  private String first(String spec, CallFacts call, Map<String, Snapshot> others, long[] prefix) {
    Shortlist shortlist = shortlist(spec, call);
    Sight sight = sight(shortlist, call, others, prefix);
    Plan plan = Planner.order(shortlist, sight, random.nextDouble());
    strategyWeights.planned(TENANT, shortlist, sight, plan, () -> prefix);
    return plan.offers().getFirst();
  }

  private Sight sight(
      Shortlist shortlist, CallFacts call, Map<String, Snapshot> others, long[] prefix) {
    return Fleet.sight(shortlist, others)
        .leaning(strategyWeights.of(TENANT, shortlist, call, id(), () -> prefix));
  }

  private Shortlist shortlist(String spec, CallFacts call) {
    RouteIndex routes = new RouteIndex(List.of(route("r", spec)));
    return Planner.shortlist(call, new Config(1, routes, providers));
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static CallFacts call(String key) {
    return Calls.classify(Map.of("k", key));
  }

  private static Snapshot busy(long millis, int inFlight) {
    return new Snapshot(inFlight, 16, millis * 1_000_000, Phase.CLOSED, 100, false, 0, 0, 0, 0);
  }
}
