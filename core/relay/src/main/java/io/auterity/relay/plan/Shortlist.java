package io.auterity.relay.plan;

import io.auterity.relay.route.Demand;
import io.auterity.relay.route.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that may answer a call, in the order of the route, and the exclusions of the
 * others.
 *
 * @param route null when none matched
 * @param demand what the call asks of a model; null when its operation has none
 * @param evaluations how many expressions were evaluated to find the route
 */
public record Shortlist(
    @Nullable Route route,
    @Nullable Demand demand,
    List<Candidate> candidates,
    List<Exclusion> exclusions,
    int evaluations) {

  public Shortlist {
    candidates = List.copyOf(candidates);
    exclusions = List.copyOf(exclusions);
  }

  /** This list without one offer. */
  public Shortlist without(String offer) {
    return new Shortlist(
        route,
        demand,
        candidates.stream().filter(candidate -> !candidate.id().equals(offer)).toList(),
        exclusions,
        evaluations);
  }
}
