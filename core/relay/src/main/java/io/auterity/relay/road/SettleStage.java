package io.auterity.relay.road;

import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.health.HealthSign;
import io.auterity.relay.plan.CallPlan;
import io.auterity.relay.rollout.Rollouts;
import io.auterity.relay.route.Route;
import io.auterity.spi.Failure;

/**
 * Adds up what the attempts used and cost; each hold was closed when its attempt ended. A rollout
 * learns what they came to.
 */
final class SettleStage implements RoadStage {

  private static final StageResult NOTHING =
      StageResult.skipped("nothing to settle", "Nothing was used.");

  private final Rollouts rollouts;

  SettleStage(Rollouts rollouts) {
    this.rollouts = rollouts;
  }

  @Override
  public Stage name() {
    return Stage.SETTLE;
  }

  @Override
  public boolean always() {
    return true;
  }

  @Override
  public StageResult pass(Passage passage) {
    tellRollout(passage.call);
    Decision.Used used = passage.call.bill().used();
    return used.isNothing() ? NOTHING : StageResult.FOLLOWS;
  }

  private void tellRollout(CallState call) {
    CallPlan plan = call.planIfMade();
    Route route = plan == null ? null : plan.shortlist().route();
    if (plan == null || route == null || route.rollout() == null) {
      return;
    }
    for (Decision.Tried tried : call.attempts()) {
      Failure failure = tried.failure();
      HealthSign sign =
          failure == null ? HealthSign.OK : HealthSign.of(failure, HealthSign.Patience.KEPT);
      if (sign != HealthSign.NEUTRAL) {
        rollouts.ended(
            call.invocation().scope(),
            route,
            route.isNew(plan.candidate(tried.offer()).offer()),
            sign == HealthSign.OK,
            tried.tookNanos(),
            tried.cost(),
            call.bill().used().currency());
      }
    }
  }
}
