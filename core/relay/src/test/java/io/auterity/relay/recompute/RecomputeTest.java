package io.auterity.relay.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.SampleDecision;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.route.RouteIndex;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecomputeTest {

  private static final Config WITHOUT_ROUTES = new Config(1, new RouteIndex(List.of()), List.of());

  @Test
  void aDifferenceTellsWhenOtherRulesMadeTheDecision() {
    assertThat(difference(Planner.RULES)).isEqualTo("The route is none now and was triage v1.");
    assertThat(difference(Planner.RULES + 1))
        .isEqualTo(
            "The route is none now and was triage v1. The decision was made by rules of another"
                + " version, which may be why.");
    assertThat(difference(0))
        .isEqualTo(
            "The route is none now and was triage v1. By which version of the rules the decision"
                + " was made was not kept; another one may be why.");
  }

  private static String difference(int rules) {
    Recomputation again = Recompute.of(madeBy(rules), WITHOUT_ROUTES);
    return Objects.requireNonNull(again.difference());
  }

  private static Decision madeBy(int rules) {
    Decision sample = SampleDecision.read();
    Decision.Planning planning = Objects.requireNonNull(sample.planning());
    return new Decision(
        sample.format(),
        sample.id(),
        sample.call(),
        sample.timing(),
        sample.result(),
        new Decision.Planning(
            planning.epoch(),
            planning.config(),
            planning.route(),
            planning.ranked(),
            planning.candidates(),
            planning.exclusions(),
            planning.sight(),
            planning.ticket(),
            planning.ticketNeeded(),
            planning.withheld(),
            rules),
        sample.attempts(),
        sample.costs(),
        sample.stages(),
        sample.course(),
        sample.cached());
  }
}
