package io.auterity.relay.plan;

import io.auterity.provider.health.Snapshot;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.Preference;
import io.auterity.relay.route.Requirement;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteAffinity;
import io.auterity.relay.route.RouteLearning;
import io.auterity.relay.route.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The second half of planning for one call. */
final class Ordering {

  private static final int ADMISSION = 1;
  private static final int DRAW = 2;

  private final List<Candidate> candidates;
  private final @Nullable Demand demand;
  private final Sight sight;
  private final double ticket;
  private final Strategy strategy;
  private final Preference prefer;
  private final @Nullable Route route;
  private final @Nullable Double bound;
  private final List<Requirement> require;
  private boolean ticketNeeded;
  private boolean turnedAway;
  // An offer of which some calls are kept is better than none, and a withdrawn one then too.
  private boolean admitsAll;
  private boolean lifted;

  Ordering(Shortlist shortlist, Sight sight, double ticket) {
    this.route = shortlist.route();
    RouteAffinity hash = route == null ? null : route.hash();
    this.bound = hash == null ? null : hash.bound();
    this.candidates = shortlist.candidates();
    this.demand = shortlist.demand();
    this.sight = sight;
    this.ticket = ticket;
    this.strategy = strategy(route, sight);
    this.prefer = route == null ? Preference.ORDER : route.prefer();
    this.require = route == null ? List.of() : route.require();
  }

  // Where nothing was learned and no offer drawn, the rules decide.
  private static Strategy strategy(@Nullable Route route, Sight sight) {
    RouteLearning learning = route == null ? null : route.learning();
    if (learning != null && sight.leanings().isEmpty()) {
      return learning.rules();
    }
    return route == null ? Strategy.PRIORITY : route.strategy();
  }

  /**
   * @param falling whether it fails ever more often, so that all others are asked first
   * @param fresh whether a rollout sends the call there
   * @param key what it is ordered by among its like; the score, unless it was drawn
   */
  private record Placed(
      Candidate candidate,
      RankedCandidate.Eligibility eligibility,
      boolean falling,
      boolean fresh,
      double score,
      double key)
      implements Comparable<Placed> {

    // Written out, since a chain of comparators takes three times as long.
    @Override
    public int compareTo(Placed other) {
      int order = Boolean.compare(other.isPlanned(), isPlanned());
      if (order == 0) {
        order =
            Boolean.compare(
                candidate.chains().alternative(), other.candidate.chains().alternative());
      }
      if (order == 0) {
        order = Boolean.compare(falling, other.falling);
      }
      if (order == 0) {
        order = Boolean.compare(other.fresh, fresh);
      }
      if (order == 0) {
        order = Integer.compare(candidate.tier(), other.candidate.tier());
      }
      if (order == 0) {
        order = Double.compare(other.key, key);
      }
      return order == 0 ? Integer.compare(candidate.place(), other.candidate.place()) : order;
    }

    private boolean isPlanned() {
      return eligibility == RankedCandidate.Eligibility.PLANNED;
    }

    // All that are used stand above one half, all fallbacks below.
    RankedCandidate ranked() {
      double shown = isPlanned() ? score / 2 : 0;
      return new RankedCandidate(
          candidate.id(),
          shown > 0 && !candidate.fallback() ? 0.5 + shown : shown,
          candidate.fallback(),
          eligibility,
          candidate.honoursKey(),
          candidate.chains());
    }
  }

  Plan plan() {
    List<Placed> placed = placed();
    if (turnedAway && placed.stream().noneMatch(Placed::isPlanned)) {
      admitsAll = true;
      placed = placed();
    }
    if (strategy == Strategy.CONFIDENT && placed.stream().noneMatch(Placed::isPlanned)) {
      lifted = true;
      placed = placed();
    }
    placed.sort(null);
    List<RankedCandidate> rankedCandidate = new ArrayList<>(placed.size());
    for (Placed one : placed) {
      rankedCandidate.add(one.ranked());
    }
    return new Plan(rankedCandidate, ticketNeeded);
  }

  private List<Placed> placed() {
    List<Placed> placed = new ArrayList<>(candidates.size());
    place(tier(false), strategy, placed);
    place(tier(true), Strategy.PRIORITY, placed);
    return placed;
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
    Scores scores = new Scores(prefer, compared(by) ? tier : List.of(), sight, demand);
    PowerOfTwoChoices choices =
        by == Strategy.LEAST_LATENCY ? new PowerOfTwoChoices(tier, sight, ticket) : null;
    int allWeights = weighs(by) ? tier.stream().mapToInt(this::weight).sum() : 1;
    boolean draws = by == Strategy.WEIGHTED || by == Strategy.LEAST_LATENCY;
    ticketNeeded |= draws && tier.size() > 1;
    for (int i = 0; i < tier.size(); i++) {
      Candidate candidate = tier.get(i);
      Snapshot state = sight.of(candidate.id());
      double leaning = sight.leaning(candidate.id());
      double score =
          switch (by) {
            case PRIORITY -> scores.of(candidate, state);
            case WEIGHTED, SMOOTH_WEIGHTED -> (double) weight(candidate) / allWeights;
            case ROUND_ROBIN ->
                1 - Math.floorMod(i - sight.turn(), tier.size()) * 1.0 / tier.size();
            case LEAST_CONNECTIONS -> Scores.free(state);
            case CHEAPEST, CONFIDENT -> scores.cheapness(candidate, state);
            case FASTEST, LEAST_LATENCY -> scores.latency(state);
            case HASH, AFFINITY, LEARNED -> Math.clamp(leaning, 0, 1);
          };
      double key =
          switch (by) {
            case WEIGHTED -> drawn(candidate);
            case SMOOTH_WEIGHTED -> leaning + weight(candidate);
            case LEAST_LATENCY -> choices == null ? 0 : choices.key(candidate);
            case LEARNED -> leaning;
            case HASH -> isFull(state, tier) ? leaning - 1 : leaning;
            default -> score;
          };
      boolean fresh = isNew(candidate);
      boolean held = fresh ? !Boolean.TRUE.equals(sight.toNew()) : sight.newAlone();
      RankedCandidate.Eligibility eligibility =
          held
              ? RankedCandidate.Eligibility.HELD_BACK
              : by == Strategy.CONFIDENT && leaning < 0 && !lifted
                  ? RankedCandidate.Eligibility.WITHDRAWN
                  : eligibility(candidate, state);
      into.add(new Placed(candidate, eligibility, state.falling(), fresh, score, key));
    }
  }

  private boolean isNew(Candidate candidate) {
    return route != null && route.isNew(candidate.offer());
  }

  private static boolean weighs(Strategy by) {
    return by == Strategy.WEIGHTED || by == Strategy.SMOOTH_WEIGHTED;
  }

  // Consistent hashing with bounded loads (Mirrokni, Thorup and Zadimoghaddam, 2016).
  private boolean isFull(Snapshot state, List<Candidate> tier) {
    if (bound == null) {
      return false;
    }
    long underWay = 1;
    for (Candidate one : tier) {
      underWay += sight.of(one.id()).inFlight();
    }
    return state.inFlight() + 1 > Math.ceil(bound * underWay / tier.size());
  }

  private static boolean compared(Strategy by) {
    return switch (by) {
      case PRIORITY, CHEAPEST, FASTEST, LEAST_LATENCY, CONFIDENT -> true;
      default -> false;
    };
  }

  // Ordering by u^(1/weight) is the same as drawing by weight without putting back.
  private double drawn(Candidate candidate) {
    return Math.pow(TicketRandom.share(ticket, candidate.id(), DRAW), 1.0 / weight(candidate));
  }

  private int weight(Candidate candidate) {
    return route == null ? 1 : route.weight(candidate.offer());
  }

  private RankedCandidate.Eligibility eligibility(Candidate candidate, Snapshot state) {
    if (state.admits() == 0 && !state.probe()) {
      return RankedCandidate.Eligibility.BREAKER_OPEN;
    }
    if (state.admits() > 0 && state.admits() < 100) {
      ticketNeeded = true;
      if (!admitsAll
          && TicketRandom.share(ticket, candidate.id(), ADMISSION) * 100 >= state.admits()) {
        turnedAway = true;
        return RankedCandidate.Eligibility.NOT_ADMITTED;
      }
    }
    if (state.restsFor() > 0) {
      return RankedCandidate.Eligibility.RESTING;
    }
    return isWell(state) ? RankedCandidate.Eligibility.PLANNED : RankedCandidate.Eligibility.UNWELL;
  }

  private boolean isWell(Snapshot state) {
    for (Requirement requirement : require) {
      if (!requirement.met(state)) {
        return false;
      }
    }
    return true;
  }
}
