package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.Offer;
import io.auterity.provider.health.CircuitBreaker;
import io.auterity.provider.health.HealthSignal;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.plan.CallPlan;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.rehearsal.RehearsedOutage;
import io.auterity.relay.route.Route;
import io.auterity.spi.Failure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the attempts used and cost; each hold was closed when its attempt ended. A rollout
 * learns what they came to, and a rehearsed outage whether a real one came.
 */
final class SettleStage implements RoadStage {

  private static final StageResult NOTHING =
      StageResult.skipped("nothing to settle", "Nothing was used.");

  /** For how long a breaker that is shut without a time of its own counts as one opening. */
  private static final long LEAST = 1_000_000_000L;

  private final RolloutProgress rollouts;
  private final LiveHealthByTenant vitals;

  /** Until when the openings last that were counted, in nanoseconds; bounded by the rollouts. */
  private final Map<Rolled, Long> counted = new ConcurrentHashMap<>();

  private record Rolled(TenantScope scope, String route, int version) {}

  SettleStage(RolloutProgress rollouts, LiveHealthByTenant vitals) {
    this.rollouts = rollouts;
    this.vitals = vitals;
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
  public StageResult pass(CallOnRoad callOnRoad) {
    RehearsedOutage outage = callOnRoad.call.outage();
    if (outage == null) {
      tellRollout(callOnRoad.call);
    } else if (isRealOutage(callOnRoad.call, outage)) {
      outage.endsInOutage(callOnRoad.call.invocation().scope());
    }
    Decision.Used used = callOnRoad.call.bill().used();
    return used.isNothing() ? NOTHING : StageResult.FOLLOWS;
  }

  // One failure is no outage: the breaker of a provider that should have answered instead is open.
  private boolean isRealOutage(CallState call, RehearsedOutage outage) {
    CallPlan plan = call.planIfMade();
    return call.failure() != null
        && plan != null
        && plan.plan().ranked().stream()
            .map(one -> plan.candidate(one.offer()).provider())
            .filter(provider -> !outage.takes(provider.id()))
            .map(provider -> call.vitals(vitals, provider.id()).health(provider.slots()))
            .anyMatch(health -> health.breaker() == CircuitBreaker.Phase.OPEN);
  }

  private void tellRollout(CallState call) {
    CallPlan plan = call.planIfMade();
    Route route = plan == null ? null : plan.shortlist().route();
    if (plan == null || route == null || route.rollout() == null) {
      return;
    }
    if (isKeptFromNew(call, plan, route) && isFirstOfOpening(call, plan, route)) {
      rollouts.ended(
          call.invocation().scope(), route, true, false, 0, 0, call.bill().used().currency());
    }
    for (Decision.Tried tried : call.attempts()) {
      Failure failure = tried.failure();
      HealthSignal sign =
          failure == null ? HealthSignal.OK : HealthSignal.of(failure, HealthSignal.Patience.KEPT);
      if (sign != HealthSignal.NEUTRAL) {
        rollouts.ended(
            call.invocation().scope(),
            route,
            route.isNew(plan.candidate(tried.offer()).offer()),
            failure == null,
            tried.tookNanos(),
            tried.cost(),
            call.bill().used().currency());
      }
    }
  }

  // An open breaker does not hide what opened it: a call that the rollout sends to new offers and
  // that finds none of them to ask has failed there. An endpoint that they share with an old one
  // says nothing of them.
  private static boolean isKeptFromNew(CallState call, CallPlan plan, Route route) {
    if (!Boolean.TRUE.equals(plan.sight().toNew()) || call.cacheHit() != null) {
      return false;
    }
    List<RankedCandidate> fresh =
        plan.plan().ranked().stream().filter(one -> isNew(plan, route, one)).toList();
    return fresh.stream().allMatch(SettleStage::isShut)
        && fresh.stream().anyMatch(one -> !isSharedOutage(plan, route, one));
  }

  // However many calls come while it lasts, an opening is one failure.
  private boolean isFirstOfOpening(CallState call, CallPlan plan, Route route) {
    long now = call.now();
    counted.values().removeIf(until -> until - now <= 0);
    long opensIn =
        plan.plan().ranked().stream()
            .filter(one -> isNew(plan, route, one))
            .map(one -> plan.sight().seen().get(one.offer()))
            .mapToLong(seen -> seen == null ? 0 : seen.opensIn())
            .min()
            .orElse(0);
    Rolled rolled = new Rolled(call.invocation().scope(), route.id(), route.version());
    return counted.putIfAbsent(rolled, now + Math.max(LEAST, opensIn)) == null;
  }

  private static boolean isSharedOutage(CallPlan plan, Route route, RankedCandidate fresh) {
    String provider = Offer.providerOf(fresh.offer());
    return plan.plan().ranked().stream()
        .filter(one -> !isNew(plan, route, one) && isShut(one))
        .filter(one -> isOfProvider(plan.sight().seen().get(one.offer())))
        .anyMatch(one -> Offer.providerOf(one.offer()).equals(provider));
  }

  private static boolean isNew(CallPlan plan, Route route, RankedCandidate one) {
    return route.isNew(plan.candidate(one.offer()).offer());
  }

  private static boolean isOfProvider(@Nullable Snapshot seen) {
    return seen != null && seen.ofProvider();
  }

  private static boolean isShut(RankedCandidate one) {
    return one.eligibility() == RankedCandidate.Eligibility.BREAKER_OPEN;
  }
}
