package io.auterity.relay.recompute;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.ProviderInfo;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Capture;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.Specs;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503");

  private final Route route = Specs.route("r", "{'use': ['a', 'b', 'c']}");
  private final Config config = new Config(1, new RouteIndex(List.of(route)), providers());
  private final Shortlist shortlist = Planner.shortlist(Calls.classify(Map.of()), config);

  @Test
  void attemptsInTheOrderOfThePlanFollowIt() {
    assertThat(difference(List.of(), tried("a", DOWN), tried("b", null))).isNull();
  }

  @Test
  void anAttemptBesideThePlanIsADifference() {
    assertThat(difference(List.of(), tried("a", DOWN), tried("c", null)))
        .isEqualTo("Attempt 1 at c does not follow the plan.");
  }

  @Test
  void whoCouldNotBeginIsLeftOut() {
    assertThat(difference(List.of("a"), tried("b", DOWN), tried("c", null))).isNull();
    assertThat(difference(List.of("b"), tried("a", DOWN), tried("c", null))).isNull();
  }

  @Test
  void whoWasWaitedForMayStillAnswer() {
    assertThat(difference(List.of("a", "b", "c"), tried("a", null))).isNull();
  }

  @Test
  void aCostThatDoesNotFollowFromThePricesIsADifference() {
    assertThat(difference(List.of(), costing(34_240))).isNull();
    assertThat(difference(List.of(), costing(34_241)))
        .isEqualTo("Attempt 1 costs 0.00003424 now and cost 0.000034241.");
  }

  private static List<ProviderInfo> providers() {
    return List.of(
        Fleet.withPrices(ai("a"), Map.of("input_tokens", Fleet.perMillion(160_000_000))),
        ai("b"),
        ai("c"));
  }

  private @Nullable String difference(List<String> withheld, Decision.Tried... attempts) {
    Sight sight = Fleet.sight(shortlist);
    Plan plan = Planner.order(shortlist, sight, 0.5);
    Decision.Planning planning =
        new Decision.Planning(
            1,
            null,
            new Decision.Routed("r", 1, "", "priority", 0, Capture.NONE),
            plan.ranked(),
            3,
            List.of(),
            sight,
            0.5,
            false,
            withheld.stream().map(id -> new Decision.Withheld(id, "no slot is free")).toList(),
            Planner.RULES);
    return new Comparison(List.of(attempts), AttemptHistory.NONE, planning, shortlist, plan)
        .result()
        .difference();
  }

  private static Decision.Tried tried(String provider, @Nullable Failure failure) {
    return new Decision.Tried(
        1, provider, List.of(), 0, 1, failure, false, false, Map.of(), 0, provider, false, null,
        null, null, null);
  }

  private static Decision.Tried costing(long cost) {
    return new Decision.Tried(
        1,
        "a",
        List.of(),
        0,
        1,
        null,
        false,
        false,
        Map.of("input_tokens", 214L),
        cost,
        "a",
        false,
        null,
        null,
        null,
        null);
  }
}
