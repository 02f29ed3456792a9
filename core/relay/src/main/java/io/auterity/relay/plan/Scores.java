package io.auterity.relay.plan;

import io.auterity.provider.health.Snapshot;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.Preference;
import io.auterity.relay.route.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores candidates by what a route prefers; each part is 1 for the best of them. */
final class Scores {

  private final Preference prefer;
  private final double fastest;
  private final long cheapest;
  private final double cheapestCall;
  private final int size;
  private final @Nullable Demand demand;

  Scores(Preference prefer, List<Candidate> candidates, Sight sight, @Nullable Demand demand) {
    this.prefer = prefer;
    this.demand = demand;
    double bestCall = Double.MAX_VALUE;
    double bestLatency = Double.MAX_VALUE;
    long bestCost = Long.MAX_VALUE;
    for (Candidate candidate : candidates) {
      Snapshot state = sight.of(candidate.id());
      bestLatency = Math.min(bestLatency, state.latency() < 0 ? Double.MAX_VALUE : state.latency());
      bestCost = Math.min(bestCost, candidate.cost());
      bestCall = Math.min(bestCall, ExpectedCost.of(candidate.offer(), demand, state.latency()));
    }
    this.cheapestCall = bestCall;
    this.fastest = bestLatency;
    this.cheapest = bestCost;
    this.size = candidates.size();
  }

  double of(Candidate candidate, Snapshot state) {
    double sum =
        prefer.order() * (1 - (double) candidate.place() / Math.max(size, candidate.place() + 1))
            + prefer.latency() * latency(state)
            + prefer.cost() * cost(candidate)
            + prefer.load() * free(state)
            + prefer.health() * well(state)
            + granted(candidate);
    double score = sum / prefer.sum();
    return Double.isFinite(score) ? score : 0;
  }

  // What is not known yet counts as fast, so that it is tried and becomes known.
  double latency(Snapshot state) {
    return state.latency() <= fastest ? 1 : fastest / state.latency();
  }

  private double cost(Candidate candidate) {
    return candidate.cost() <= cheapest ? 1 : (double) cheapest / candidate.cost();
  }

  private int granted(Candidate candidate) {
    int granted = 0;
    for (Selector wish : prefer.wishes()) {
      granted += wish.selects(candidate.offer()) ? 1 : 0;
    }
    return granted;
  }

  /** 1 for the cheapest of them for this call, 0 where that is not known. */
  double cheapness(Candidate candidate, Snapshot state) {
    double cost = ExpectedCost.of(candidate.offer(), demand, state.latency());
    if (cost == ExpectedCost.UNKNOWN) {
      return 0;
    }
    return cost <= cheapestCall ? 1 : (cheapestCall + 1) / (cost + 1);
  }

  /** Share of slots that is free. */
  static double free(Snapshot state) {
    return Math.max(0, 1 - (double) state.inFlight() / Math.max(1, state.slots()));
  }

  private static double well(Snapshot state) {
    return state.of() == 0 ? 1 : 1 - (double) state.failed() / state.of();
  }
}
