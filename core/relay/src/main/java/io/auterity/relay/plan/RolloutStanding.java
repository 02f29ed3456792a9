package io.auterity.relay.plan;

import io.auterity.relay.route.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout stands at this server, and what led there.
 *
 * @param version of its route
 * @param step index of the step that is in force
 * @param share of calls for the new offers now, in thousandths; 0 once it is stopped
 * @param age nanoseconds since the step began
 * @param judged attempts at the new offers that ended in this step
 * @param stopped why all calls went back to the old offers; null while they did not
 * @param currency of costs; empty before anything was used
 */
public record RolloutStanding(
    int version,
    Rollout rollout,
    int step,
    int share,
    long age,
    int judged,
    @Nullable String stopped,
    Side fresh,
    Side old,
    Shadowed shadow,
    String currency) {

  /**
   * What attempts at the offers of one side came to; failures of callers do not count.
   *
   * @param latency mean nanoseconds of those that succeeded; null before any did
   * @param cost mean nano-units of an attempt; null before any ended
   */
  public record Side(long attempts, long failed, @Nullable Double latency, @Nullable Double cost) {}

  /**
   * What copies of calls came to.
   *
   * @param answered by a new offer
   * @param compared those of which both answers could be compared
   * @param score mean likeness of these, from 0 to 1; null before any was compared
   */
  public record Shadowed(
      int copies, int answered, int compared, int agreed, @Nullable Double score) {}
}
