package io.auterity.insight.counterfactual;

import io.auterity.insight.counterfactual.Recommendation.Failing;
import io.auterity.insight.counterfactual.Recommendation.OfferSeen;
import io.auterity.insight.counterfactual.Recommendation.Slow;
import io.auterity.insight.head.Interval;
import io.auterity.provider.Offer;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether an offer falls short of others that answer the same capability of a route. */
final class Shortfall {

  private static final double MUCH = 2;
  private static final double NOTICED_SHARE = 0.02;
  private static final long NOTICED_NANOS = 100_000_000;

  /** That it fails much more often than the others together, beyond chance; null where not. */
  static @Nullable Failing failing(
      String route, String capability, OfferSeen one, List<OfferSeen> others) {
    long attempts = others.stream().mapToLong(OfferSeen::attempts).sum();
    if (one.attempts() < Recommendations.ENOUGH || attempts < Recommendations.ENOUGH) {
      return null;
    }
    long failed = others.stream().mapToLong(OfferSeen::failed).sum();
    double own = (double) one.failed() / one.attempts();
    double theirs = (double) failed / attempts;
    boolean beyondChance =
        Interval.of(one.failed(), one.attempts()).low() > Interval.of(failed, attempts).high();
    return beyondChance && own >= MUCH * theirs && own - theirs >= NOTICED_SHARE
        ? new Failing(route, capability, one, others)
        : null;
  }

  /** That it takes much longer than another one of the same model; null where not. */
  static @Nullable Slow slow(
      String route, String capability, OfferSeen one, List<OfferSeen> others) {
    String model = Offer.modelOf(one.offer());
    return others.stream()
        .filter(other -> model != null && model.equals(Offer.modelOf(other.offer())))
        .filter(other -> muchFaster(other, one))
        .min(Comparator.comparingLong(OfferSeen::p50).thenComparing(OfferSeen::offer))
        .map(other -> new Slow(route, capability, one, other))
        .orElse(null);
  }

  private static boolean muchFaster(OfferSeen other, OfferSeen one) {
    return other.answers() >= Recommendations.ENOUGH
        && one.answers() >= Recommendations.ENOUGH
        && one.p50() >= MUCH * other.p50()
        && one.p50() - other.p50() >= NOTICED_NANOS;
  }
}
