package io.auterity.insight.counterfactual;

import io.auterity.insight.counterfactual.Recommendation.Cheaper;
import io.auterity.insight.counterfactual.Recommendation.OfferSeen;
import io.auterity.insight.counterfactual.Recommendation.RepricedCalls;
import io.auterity.insight.counterfactual.SavingReport.ScoredAnswers;
import io.auterity.provider.Attempt;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.route.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prices the calls of one capability of a route at its other offers, and decides which of these
 * cost less and answer as well. Both are priced at the lists of now: what a price was when the call
 * was made does not say what is saved from now on.
 *
 * <p>An offer answers as well as another one when the difference of the means of what their answers
 * were worth lies above −0.05 with 95 in 100, from the deviations of their scores.
 */
final class CheaperOffers {

  /** The least time from which a month is extrapolated. */
  private static final Duration LEAST = Duration.ofDays(3);

  /** By how much answers may be worth less, of 1. */
  private static final double MARGIN = 0.05;

  private static final double Z = 1.959964;

  /** These give each offer calls of another sort, so that scores are not comparable. */
  private static final Set<Strategy> CHOOSY = EnumSet.of(Strategy.CONFIDENT, Strategy.LEARNED);

  private final Config config;
  private final Map<Swap, RepricedCalls> swaps = new HashMap<>();
  private final Map<String, Optional<Baseline>> offers = new HashMap<>();

  /**
   * @param config offers and their prices of now
   */
  CheaperOffers(Config config) {
    this.config = config;
  }

  private record Swap(String route, String capability, String offer, String other) {}

  /** Whether offers of a route with that strategy can be compared by what they answered. */
  static boolean compares(Strategy strategy) {
    return !CHOOSY.contains(strategy);
  }

  void add(String route, Decision decision, List<RankedCandidate> ranked, Decision.Tried answer) {
    Decision.Used paid = decision.costs().used();
    Map<String, Long> used = answer.used();
    Baseline own = priced(answer.offer(), paid.currency(), used);
    if (own == null
        || !paid.unpriced().isEmpty()
        || Saving.service(used) != null
        || !metered(used)) {
      return;
    }
    String capability = decision.call().capability();
    Set<String> asked =
        decision.attempts().stream().map(Decision.Tried::offer).collect(Collectors.toSet());
    ranked.stream()
        .filter(one -> one.eligibility() == RankedCandidate.Eligibility.PLANNED)
        .map(RankedCandidate::offer)
        .filter(other -> !asked.contains(other))
        .forEach(other -> reprice(new Swap(route, capability, answer.offer(), other), answer, own));
  }

  private void reprice(Swap swap, Decision.Tried answer, Baseline own) {
    Baseline other = priced(swap.other(), own.currency(), answer.used());
    if (other != null) {
      RepricedCalls known = swaps.getOrDefault(swap, RepricedCalls.none(own, other));
      swaps.put(
          swap,
          known.plus(
              answer.cost(),
              own.cost(answer.used()),
              other.cost(answer.used()),
              answer.estimated()));
    }
  }

  private static boolean metered(Map<String, Long> used) {
    return used.entrySet().stream()
        .anyMatch(one -> one.getValue() > 0 && !one.getKey().equals(Attempt.CALLS));
  }

  // Null where a part of it has no price in that currency now.
  private @Nullable Baseline priced(String offer, String currency, Map<String, Long> used) {
    return offers
        .computeIfAbsent(
            offer,
            id ->
                Optional.ofNullable(Baseline.offer(id, config))
                    .filter(known -> !known.prices().isEmpty())
                    .map(
                        known ->
                            new Baseline(
                                known, known.prices().values().iterator().next().currency())))
        .filter(one -> one.currency().equals(currency) && one.unpriced(used).isEmpty())
        .orElse(null);
  }

  /**
   * The other offer at which most would be saved; null where there is none, or where calls are of
   * less than three days.
   *
   * @param since when the first of them began
   * @param to until when they are looked at
   */
  @Nullable Cheaper cheaper(
      String route,
      String capability,
      OfferSeen one,
      List<OfferSeen> others,
      Instant since,
      Instant to) {
    if (Duration.between(since, to).compareTo(LEAST) < 0) {
      return null;
    }
    return others.stream()
        .filter(other -> asGood(other, one))
        .map(
            other ->
                repriced(new Swap(route, capability, one.offer(), other.offer()))
                    .map(calls -> new Cheaper(route, capability, one, other, calls, since, to)))
        .flatMap(Optional::stream)
        .min(
            Comparator.comparingLong((Cheaper each) -> -each.calls().saved())
                .thenComparing(each -> each.other().offer()))
        .orElse(null);
  }

  private Optional<RepricedCalls> repriced(Swap swap) {
    return Optional.ofNullable(swaps.get(swap))
        .filter(calls -> calls.calls() >= Recommendations.ENOUGH && calls.saved() > 0);
  }

  private static boolean asGood(OfferSeen other, OfferSeen one) {
    return other.answers() >= Recommendations.ENOUGH
        && one.answers() >= Recommendations.ENOUGH
        && other.share() >= one.share()
        && worthAsMuch(other.scores(), one.scores());
  }

  private static boolean worthAsMuch(@Nullable ScoredAnswers its, @Nullable ScoredAnswers ours) {
    if (its == null
        || ours == null
        || its.calls() < Recommendations.ENOUGH_SCORED
        || ours.calls() < Recommendations.ENOUGH_SCORED) {
      return false;
    }
    double error = Math.sqrt(variance(its) + variance(ours));
    return its.mean() - ours.mean() - Z * error > -MARGIN;
  }

  // Of the mean.
  private static double variance(ScoredAnswers scores) {
    double deviation = scores.deviation() == null ? 0 : scores.deviation();
    return deviation * deviation / scores.calls();
  }
}
