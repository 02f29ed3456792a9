package io.auterity.insight.learn;

import io.auterity.relay.plan.LearnedChoice;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.RouteLearning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The contextual bandit of a route: chooses for one call the offer that is asked first. A decider,
 * whose chance is the call's ticket.
 */
final class Bandit {

  /** The weight of an offer that is asked first, whatever is known of others. */
  static final double DRAWN = 2;

  private static final double MOST = 1.9;
  private static final int ALL = 1_000;
  private static final double THOUSAND = ALL;

  /**
   * What is seen, with the choice; unchanged where there are no offers to choose among.
   *
   * @param state what was learned; null where nothing was
   * @param looking finds what the call is like
   */
  static Sight choose(
      Shortlist shortlist,
      Sight sight,
      double ticket,
      RouteLearning learning,
      @Nullable LearnedState state,
      Supplier<List<Double>> looking) {
    List<String> offers = offers(Planner.order(shortlist, sight, ticket), sight);
    if (offers.size() < 2) {
      return sight;
    }
    List<Double> features = looking.get();
    double[] call = features.stream().mapToDouble(Double::doubleValue).toArray();
    String best = state == null || !state.on() ? null : state.model().best(learning, offers, call);
    String preferred = best == null ? offers.getFirst() : best;
    String drawn = drawn(offers, ticket, learning);
    Map<String, Double> leanings = new HashMap<>();
    if (best != null && state != null) {
      for (String offer : offers) {
        leanings.put(offer, Math.min(MOST, state.model().hoped(learning, offer, call)));
      }
    } else if (drawn != null) {
      offers.forEach(offer -> leanings.put(offer, 1.0 / (2 + offers.indexOf(offer))));
    }
    if (drawn != null) {
      leanings.put(drawn, DRAWN);
    }
    String why = state == null ? unlearned(learning) : state.why();
    return sight.choosing(
        new LearnedChoice(
            offers,
            preferred,
            drawn == null ? preferred : drawn,
            learning.explore(),
            state == null ? 0 : state.version(),
            drawn == null ? why : "drawn, to learn from it; else " + why,
            features),
        leanings);
  }

  /**
   * What a copy sees, with an offer that is drawn alike among all but one; null where there are not
   * two.
   *
   * @param than how it was chosen who answers the call
   */
  static @Nullable Sight other(
      Shortlist shortlist, Sight sight, double ticket, LearnedChoice than) {
    List<String> offers = offers(Planner.order(shortlist, sight, ticket), sight);
    if (offers.size() < 2) {
      return null;
    }
    List<String> others = offers.stream().filter(one -> !one.equals(than.chosen())).toList();
    SplittableRandom chance = new SplittableRandom(Double.doubleToLongBits(ticket));
    String drawn = others.get(chance.nextInt(others.size()));
    return sight.choosing(
        new LearnedChoice(
            others,
            others.getFirst(),
            drawn,
            ALL,
            than.version(),
            "a copy, to learn from it: drawn alike among all but " + than.chosen(),
            than.features()),
        Map.of(drawn, DRAWN));
  }

  private static String unlearned(RouteLearning learning) {
    return "the rules decide (%s): nothing is learned yet".formatted(learning.rules().wire());
  }

  // An offer that the planner puts behind all others is no choice.
  private static List<String> offers(Plan byRules, Sight sight) {
    return offers(byRules.ranked(), sight);
  }

  /** The offers that can be chosen. */
  static List<String> offers(List<RankedCandidate> ranked, Sight sight) {
    return ranked.stream()
        .filter(one -> one.eligibility() == RankedCandidate.Eligibility.PLANNED)
        .filter(one -> !one.fallback() && !sight.isFalling(one.offer()))
        .map(RankedCandidate::offer)
        .toList();
  }

  private static @Nullable String drawn(
      List<String> offers, double ticket, RouteLearning learning) {
    SplittableRandom chance = new SplittableRandom(Double.doubleToLongBits(ticket));
    boolean draws = chance.nextDouble() < learning.explore() / THOUSAND;
    return draws ? offers.get(chance.nextInt(offers.size())) : null;
  }
}
