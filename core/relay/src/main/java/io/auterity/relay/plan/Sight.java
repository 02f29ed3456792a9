package io.auterity.relay.plan;

import io.auterity.provider.health.LiveHealth;
import io.auterity.provider.health.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the live state of a call's candidates, taken between the halves of planning.
 *
 * @param seen by offer
 * @param turn how many calls the route has had before, for those that answer in turn
 * @param leanings how far the route's strategy leans to each offer, by what it knows of itself;
 *     empty when it knows nothing
 * @param toNew whether the route's rollout sends this call to the new offers; null without one
 * @param newAlone whether it goes to no others, since it is a shadow of one that went there
 * @param learned how a route that learns chose; null with any other strategy
 */
public record Sight(
    Map<String, Snapshot> seen,
    long turn,
    Map<String, Double> leanings,
    @Nullable Boolean toNew,
    boolean newAlone,
    @Nullable LearnedChoice learned) {
  public Sight {
    seen = Map.copyOf(seen);
    leanings = Map.copyOf(leanings);
  }

  /** With a strategy that leans to no offer. */
  public Sight(Map<String, Snapshot> seen, long turn) {
    this(seen, turn, Map.of(), null, false, null);
  }

  /** The same with what the strategy leans to. */
  public Sight leaning(Map<String, Double> to) {
    return to.isEmpty() ? this : new Sight(seen, turn, to, toNew, newAlone, learned);
  }

  /** The same of a call that its route's rollout sends there, or does not. */
  public Sight rolled(@Nullable Boolean there) {
    return there == null ? this : new Sight(seen, turn, leanings, there, newAlone, learned);
  }

  /** The same of a shadow, which asks the new offers of its route's rollout and no others. */
  public Sight shadowing() {
    return new Sight(seen, turn, leanings, true, true, learned);
  }

  /** The same of a call for which a route that learns chose so. */
  public Sight choosing(LearnedChoice choice, Map<String, Double> to) {
    return new Sight(seen, turn, to, toNew, newAlone, choice);
  }

  /** The same where these offers are so. */
  public Sight seeing(Map<String, Snapshot> others) {
    return new Sight(others, turn, leanings, toNew, newAlone, learned);
  }

  /** Whether an offer fails ever more often, so that all others are asked first. */
  public boolean isFalling(String offer) {
    return of(offer).falling();
  }

  /** How far the strategy leans to an offer. */
  double leaning(String offer) {
    return leanings.getOrDefault(offer, 0.0);
  }

  /**
   * Looks at all candidates now.
   *
   * @param vitals of a provider
   * @param operation the capability that is called
   */
  public static Sight of(
      Shortlist shortlist, Function<String, LiveHealth> vitals, String operation, long turn) {
    Map<String, Snapshot> seen = HashMap.newHashMap(shortlist.candidates().size());
    for (Candidate candidate : shortlist.candidates()) {
      LiveHealth state = vitals.apply(candidate.provider().id());
      seen.put(
          candidate.id(),
          state.snapshot(
              candidate.provider().slots(), LiveHealth.asked(candidate.id(), operation)));
    }
    return new Sight(seen, turn);
  }

  Snapshot of(String offer) {
    Snapshot state = seen.get(offer);
    if (state == null) {
      throw new IllegalArgumentException("not looked at: " + offer);
    }
    return state;
  }
}
