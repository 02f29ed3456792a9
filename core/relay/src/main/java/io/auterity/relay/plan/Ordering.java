package io.auterity.relay.plan;

import io.auterity.relay.health.Snapshot;
import io.auterity.relay.route.Preference;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The second half of planning for one call. */
final class Ordering {

  private static final int ADMISSION = 1;
  private static final int DRAW = 2;

  private final List<Candidate> candidates;
  private final Sight sight;
  private final double ticket;
  private final Strategy strategy;
  private final Preference prefer;
  private final Map<String, Integer> weights;
  private boolean ticketNeeded;

  Ordering(Shortlist shortlist, Sight sight, double ticket) {
    Route route = shortlist.route();
    this.candidates = shortlist.candidates();
    this.sight = sight;
    this.ticket = ticket;
    this.strategy = route == null ? Strategy.PRIORITY : route.strategy();
    this.prefer = route == null ? Preference.ORDER : route.prefer();
    this.weights = route == null ? Map.of() : route.weights();
  }

  /**
   * @param key what it is ordered by among its like; the score, unless it was drawn
   */
  private record Placed(Candidate candidate, Eligibility eligibility, double score, double key)
      implements Comparable<Placed> {

    // Written out, since a chain of comparators takes three times as long.
    @Override
    public int compareTo(Placed other) {
      int order = Boolean.compare(other.isPlanned(), isPlanned());
      if (order == 0) {
        order = Boolean.compare(candidate.fallback(), other.candidate.fallback());
      }
      if (order == 0) {
        order = Double.compare(other.key, key);
      }
      return order == 0 ? Integer.compare(candidate.place(), other.candidate.place()) : order;
    }

    private boolean isPlanned() {
      return eligibility == Eligibility.PLANNED;
    }

    // All that are used stand above one half, all fallbacks below.
    Ranked ranked() {
      double shown = isPlanned() ? score / 2 : 0;
      return new Ranked(
          candidate.id(),
          shown > 0 && !candidate.fallback() ? 0.5 + shown : shown,
          candidate.fallback(),
          eligibility,
          candidate.honoursKey());
    }
  }

  Plan plan() {
    List<Placed> placed = new ArrayList<>(candidates.size());
    place(tier(false), strategy, placed);
    place(tier(true), Strategy.PRIORITY, placed);
    placed.sort(null);
    List<Ranked> ranked = new ArrayList<>(placed.size());
    for (Placed one : placed) {
      ranked.add(one.ranked());
    }
    return new Plan(ranked, ticketNeeded);
  }

  private List<Candidate> tier(boolean fallback) {
    List<Candidate> tier = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      if (candidate.fallback() == fallback) {
        tier.add(candidate);
      }
    }
    return tier;
  }

  private void place(List<Candidate> tier, Strategy by, List<Placed> into) {
    // Nothing else compares them with each other.
    Scores scores = new Scores(prefer, by == Strategy.PRIORITY ? tier : List.of(), sight);
    int allWeights = by == Strategy.WEIGHTED ? tier.stream().mapToInt(this::weight).sum() : 1;
    ticketNeeded |= by == Strategy.WEIGHTED && tier.size() > 1;
    for (int i = 0; i < tier.size(); i++) {
      Candidate candidate = tier.get(i);
      Snapshot state = sight.of(candidate.id());
      double score =
          switch (by) {
            case PRIORITY -> scores.of(candidate, state);
            case WEIGHTED -> (double) weight(candidate) / allWeights;
            case ROUND_ROBIN ->
                1 - Math.floorMod(i - sight.turn(), tier.size()) * 1.0 / tier.size();
            case LEAST_CONNECTIONS -> Scores.free(state);
          };
      double key = by == Strategy.WEIGHTED ? drawn(candidate) : score;
      into.add(new Placed(candidate, eligibility(candidate, state), score, key));
    }
  }

  // Ordering by u^(1/weight) is the same as drawing by weight without putting back.
  private double drawn(Candidate candidate) {
    return Math.pow(Ticket.share(ticket, candidate.id(), DRAW), 1.0 / weight(candidate));
  }

  private int weight(Candidate candidate) {
    return weights.getOrDefault(candidate.id(), 1);
  }

  private Eligibility eligibility(Candidate candidate, Snapshot state) {
    if (state.admits() == 0 && !state.probe()) {
      return Eligibility.BREAKER_OPEN;
    }
    if (state.admits() > 0 && state.admits() < 100) {
      ticketNeeded = true;
      if (Ticket.share(ticket, candidate.id(), ADMISSION) * 100 >= state.admits()) {
        return Eligibility.NOT_ADMITTED;
      }
    }
    return state.restsFor() > 0 ? Eligibility.RESTING : Eligibility.PLANNED;
  }
}
