package io.auterity.server.routes;

import io.auterity.insight.rollout.RolloutCounts;
import io.auterity.insight.rollout.RolloutPlace;
import io.auterity.insight.rollout.RolloutStanding;
import io.auterity.ledger.NanoUnits;
import io.auterity.platform.noun.WireTime;
import io.auterity.relay.route.Rollout;
import io.auterity.relay.route.Selector;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a route's canary rollout at all servers, and what led there.
 *
 * @param version of the route
 * @param state running, paused or stopped
 * @param to the new offers
 * @param steps shares of calls, from 0 to 1
 * @param step which of them is in force; the first is 1
 * @param share of calls that go to the new offers now; 0 once it is stopped
 * @param since when the step began
 * @param stepSeconds since then
 * @param judged attempts at the new offers that ended in this step
 * @param calls as many must have ended before the next step
 * @param stopped why all calls went back to the old offers; absent while they did not
 * @param by name of who paused or stopped it; absent where it stopped by itself, or runs
 * @param reason of a pause, in their words; absent when they gave none
 * @param currency of costs; absent before anything was used
 * @param shadow absent where no calls are copied
 */
public record RolloutView(
    String route,
    int version,
    String state,
    List<String> to,
    List<Double> steps,
    int step,
    double share,
    Instant since,
    long stepSeconds,
    int judged,
    int calls,
    @Nullable String stopped,
    @Nullable String by,
    @Nullable String reason,
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
    RolloutPlace place = at.place();
    RolloutCounts counts = at.counts();
    return new RolloutView(
        route,
        at.version(),
        place.state().wire(),
        rollout.to().stream().map(Selector::text).toList(),
        rollout.steps().stream().map(RolloutView::share).toList(),
        place.step() + 1,
        share(at.share()),
        place.since(),
        at.age().toSeconds(),
        counts.judged(),
        rollout.calls(),
        place.state() == RolloutPlace.State.STOPPED ? place.why() : null,
        place.by(),
        place.state() == RolloutPlace.State.PAUSED ? place.why() : null,
        counts.currency().isEmpty() ? null : counts.currency(),
        side(counts.fresh()),
        side(counts.old()),
        copies(rollout.shadow(), counts.copies()));
  }

  private static double share(int thousandths) {
    return thousandths / 1_000.0;
  }

  private static Side side(RolloutCounts.Side side) {
    long answered = side.ended() - side.failed();
    return new Side(
        side.ended(),
        side.failed(),
        answered == 0 ? null : (Double) WireTime.millis(Math.round(side.nanos() / answered)),
        side.ended() == 0 ? null : NanoUnits.text(Math.round(side.cost() / side.ended())));
  }

  private static @Nullable Copies copies(
      Rollout.@Nullable Shadow shadow, RolloutCounts.Copies came) {
    return shadow == null
        ? null
        : new Copies(
            share(shadow.share()),
            came.ended(),
            came.answered(),
            came.compared(),
            came.agreed(),
            came.compared() == 0 ? null : (Double) (came.scores() / came.compared()));
  }
}
