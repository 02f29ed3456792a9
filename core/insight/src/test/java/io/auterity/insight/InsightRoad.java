package io.auterity.insight;

import io.auterity.insight.learn.LearnedRoutes;
import io.auterity.insight.rollout.RolloutPlace;
import io.auterity.insight.rollout.Rollouts;
import io.auterity.insight.shadow.Shadows;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.decision.log.DecisionStore;
import io.auterity.relay.road.TestRoad;
import io.auterity.relay.route.Route;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A whole road with learned routing, rollouts and shadow traffic, whose copies run at once. */
final class InsightRoad extends TestRoad {

  final LearnedRoutes learned;
  final Rollouts rollouts;
  final Shadows shadows;

  InsightRoad() {
    this(TenantScope.authenticated(new UUID(0, 7)), null, 10_000);
  }

  /** Writes decisions to {@code other}, or keeps them when that is null. */
  InsightRoad(TenantScope tenant, @Nullable DecisionStore other, int bound) {
    this(new ManualTime(), tenant, other, bound);
  }

  private InsightRoad(
      ManualTime time, TenantScope tenant, @Nullable DecisionStore other, int bound) {
    this(time, LearnedRoutes.none(), Rollouts.alone(time), tenant, other, bound);
  }

  private InsightRoad(
      ManualTime time,
      LearnedRoutes learned,
      Rollouts rollouts,
      TenantScope tenant,
      @Nullable DecisionStore other,
      int bound) {
    super(time, learned, rollouts, tenant, other, bound);
    this.learned = learned;
    this.rollouts = rollouts;
    this.shadows = new Shadows(relay, ids, rollouts, learned.copies(), Runnable::run);
    relay.compareWith(shadows::ended);
  }

  @Override
  public void route(String id, String spec) {
    super.route(id, spec);
    lookAtRollouts();
  }

  @Override
  public void route(String id, String spec, int version) {
    super.route(id, spec, version);
    lookAtRollouts();
  }

  /** What a server does each second. */
  void lookAtRollouts() {
    rollouts.look(routes.rolling());
  }

  /** Whether the rollout of a route has not gone back. */
  boolean rolloutGoesOn(String id) {
    lookAtRollouts();
    Route route = routed(id);
    return rollouts.standing(tenant, route, Objects.requireNonNull(route.rollout())).place().state()
        != RolloutPlace.State.STOPPED;
  }
}
