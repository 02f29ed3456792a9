package io.auterity.server.routes;

import io.auterity.relay.ledger.NanoUnits;
import io.auterity.relay.plan.RolloutStanding;
import io.auterity.relay.route.Rollout;
import io.auterity.relay.route.Selector;
import io.auterity.server.web.json.WireTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the rollout of a route stands at this server, and what led there.
 *
 * @param version of the route
 * @param to the new offers
 * @param steps shares of calls, from 0 to 1
 * @param step which of them is in force; the first is 1
 * @param share of calls that go to the new offers now; 0 once it is stopped
 * @param stepSeconds since the step began
 * @param judged attempts at the new offers that ended in this step
 * @param calls as many must have ended before the next step
 * @param stopped why all calls went back to the old offers; absent while they did not
 * @param currency of costs; absent before anything was used
 * @param shadow absent where no calls are copied
 */
public record RolloutView(
    String route,
    int version,
    List<String> to,
    List<Double> steps,
    int step,
    double share,
    long stepSeconds,
    int judged,
    int calls,
    @Nullable String stopped,
    @Nullable String currency,
    Side fresh,
    Side old,
    @Nullable Copies shadow) {

  /**
   * What attempts at the offers of one side came to.
   *
   * @param meanMs of those that succeeded; absent before any did
   * @param meanCost decimal; absent before any ended
   */
  public record Side(
      long attempts, long failed, @Nullable Double meanMs, @Nullable String meanCost) {}

  /**
   * What copies of calls came to.
   *
   * @param share of the calls to the old offers that are copied
   * @param made copies that have ended
   * @param answered by a new offer
   * @param compared those of which both answers could be compared
   * @param agreed those of them that count as the same
   * @param likeness mean, from 0 to 1; absent before any was compared
   */
  public record Copies(
      double share, int made, int answered, int compared, int agreed, @Nullable Double likeness) {}

  static RolloutView of(String route, RolloutStanding at) {
    Rollout rollout = at.rollout();
    return new RolloutView(
        route,
        at.version(),
        rollout.to().stream().map(Selector::text).toList(),
        rollout.steps().stream().map(RolloutView::share).toList(),
        at.step() + 1,
        share(at.share()),
        at.age() / 1_000_000_000,
        at.judged(),
        rollout.calls(),
        at.stopped(),
        at.currency().isEmpty() ? null : at.currency(),
        side(at.fresh()),
        side(at.old()),
        copies(rollout.shadow(), at.shadow()));
  }

  private static double share(int thousandths) {
    return thousandths / 1_000.0;
  }

  private static Side side(RolloutStanding.Side side) {
    Double latency = side.latency();
    Double cost = side.cost();
    return new Side(
        side.attempts(),
        side.failed(),
        latency == null ? null : (Double) WireTime.millis(Math.round(latency)),
        cost == null ? null : NanoUnits.text(Math.round(cost)));
  }

  private static @Nullable Copies copies(
      Rollout.@Nullable Shadow shadow, RolloutStanding.Shadowed came) {
    return shadow == null
        ? null
        : new Copies(
            share(shadow.share()),
            came.copies(),
            came.answered(),
            came.compared(),
            came.agreed(),
            came.score());
  }
}
