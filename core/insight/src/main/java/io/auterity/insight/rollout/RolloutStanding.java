package io.auterity.insight.rollout;

import io.auterity.relay.route.Rollout;
import java.time.Duration;
import java.time.Instant;

/**
 * The standing of a canary rollout, and what led there at all servers.
 *
 * @param version of its route
 * @param age since the step began
 * @param counts of all servers, as far as they are known here
 */
public record RolloutStanding(
    int version, Rollout rollout, RolloutPlace place, Duration age, RolloutCounts counts) {

  static RolloutStanding of(
      int version, Rollout rollout, RolloutPlace place, RolloutCounts counts, Instant now) {
    return new RolloutStanding(version, rollout, place, place.age(now), counts);
  }

  /** Share of calls for the new offers now, in thousandths; 0 once it is stopped. */
  public int share() {
    return place.share(rollout);
  }
}
