package io.auterity.insight.noun;

import io.auterity.insight.counterfactual.Recommendation;
import io.auterity.insight.counterfactual.Recommendation.Cheaper;
import io.auterity.insight.counterfactual.Recommendation.Failing;
import io.auterity.insight.counterfactual.Recommendation.OfferSeen;
import io.auterity.insight.counterfactual.Recommendation.RepricedCalls;
import io.auterity.insight.counterfactual.Recommendation.Slow;
import io.auterity.insight.counterfactual.Recommendation.Unscored;
import io.auterity.insight.counterfactual.SavingReport;
import io.auterity.ledger.NanoUnits;
import io.auterity.platform.noun.WireTime;
import io.auterity.provider.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a route could do better.
 *
 * @param kind {@code cheaper}, {@code failing}, {@code slow} or {@code unscored}
 * @param capability whose calls it is about; absent where it is about all of the route
 * @param offer {@code provider/model} that it is about; absent where it is about none
 * @param other the one to take instead; absent where there is no such
 * @param finding what was seen, in one sentence
 * @param action what to do, in one sentence
 * @param resources to look at or to change, as {@code kind/id}
 * @param saving absent where none is known
 * @param evidence what was seen of each offer, of the one that it is about first
 */
public record RecommendationView(
    String kind,
    String route,
    @Nullable String capability,
    @Nullable String offer,
    @Nullable String other,
    String finding,
    String action,
    List<String> resources,
    @Nullable OfferSaving saving,
    List<OfferEvidence> evidence) {

  public RecommendationView {
    resources = List.copyOf(resources);
    evidence = List.copyOf(evidence);
  }

  /**
   * Exact decimal amounts.
   *
   * @param calls that were planned with both offers and went to the dearer one
   * @param paid for their answers when they were given
   * @param listed what the same tokens cost at that offer now
   * @param instead what they cost at the other offer now
   * @param saved the second less the third
   * @param since when the first call of the route's version began that was looked at
   * @param perMonth what is saved in 30 days when they go on as since then, rounded down to the
   *     ninth place
   * @param estimated how many of them used something that was counted here, since the vendor did
   *     not tell it
   * @param priceLists id, version and day of what {@code listed} and {@code instead} are from
   */
  public record OfferSaving(
      String currency,
      long calls,
      String paid,
      String listed,
      String instead,
      String saved,
      Instant since,
      String perMonth,
      long estimated,
      List<String> priceLists) {

    static OfferSaving of(Cheaper one) {
      RepricedCalls calls = one.calls();
      return new OfferSaving(
          calls.currency(),
          calls.calls(),
          NanoUnits.text(calls.paid()),
          NanoUnits.text(calls.listed()),
          NanoUnits.text(calls.instead()),
          NanoUnits.text(calls.saved()),
          one.since(),
          NanoUnits.text(one.savedPerMonth()),
          calls.estimated(),
          calls.priceLists());
    }
  }

  /**
   * What was seen of one offer in calls of the route.
   *
   * @param answers attempts that succeeded
   * @param failed attempts that did not, without those that say nothing of the offer
   * @param p50Ms median of those that succeeded; absent where none did
   * @param scores of its answers; absent where none was scored
   */
  public record OfferEvidence(
      String offer,
      long answers,
      long failed,
      @Nullable Double p50Ms,
      SavingReport.@Nullable ScoredAnswers scores) {

    static OfferEvidence of(OfferSeen seen) {
      return new OfferEvidence(
          seen.offer(),
          seen.answers(),
          seen.failed(),
          WireTime.millisOrNull(seen.p50Nanos()),
          seen.scores());
    }
  }

  /** Told for people. */
  static RecommendationView of(Recommendation one) {
    return switch (one) {
      case Cheaper cheaper -> cheaper(cheaper);
      case Failing failing -> failing(failing);
      case Slow slow -> slow(slow);
      case Unscored unscored -> unscored(unscored);
    };
  }

  private static RecommendationView cheaper(Cheaper one) {
    OfferSaving saving = OfferSaving.of(one);
    String offer = one.offer().offer();
    String other = one.other().offer();
    return view(
        one,
        one.capability(),
        List.of(one.offer(), one.other()),
        other,
        ("%s answers %s as well as %s, and %d calls of %s days cost %s %s there at the prices of"
                + " now, not %s")
            .formatted(
                other,
                one.capability(),
                offer,
                saving.calls(),
                days(one),
                saving.instead(),
                saving.currency(),
                saving.listed()),
        "name %s before %s in `use` of route %s with `strategy: priority`, or let it take the cheapest"
            .formatted(other, offer, one.route()),
        saving);
  }

  private static RecommendationView failing(Failing one) {
    String offer = one.offer().offer();
    long answers = one.others().stream().mapToLong(OfferSeen::answers).sum();
    long failed = one.others().stream().mapToLong(OfferSeen::failed).sum();
    return view(
        one,
        one.capability(),
        Stream.concat(Stream.of(one.offer()), one.others().stream()).toList(),
        null,
        "%s fails in %s of its attempts at %s, the others of the route in %s"
            .formatted(
                offer,
                percent(one.offer().failed(), one.offer().answers()),
                one.capability(),
                percent(failed, answers)),
        "see why in its failed decisions; until it is mended name %s last in `use` of route %s, or leave it out"
            .formatted(offer, one.route()),
        null);
  }

  private static RecommendationView slow(Slow one) {
    String offer = one.offer().offer();
    String other = one.other().offer();
    return view(
        one,
        one.capability(),
        List.of(one.offer(), one.other()),
        other,
        "%s takes %s for half of its answers to %s, %s %s for those of the same model"
            .formatted(offer, spell(one.offer()), one.capability(), other, spell(one.other())),
        "name %s before %s in `use` of route %s, or give it `strategy: fastest`"
            .formatted(other, offer, one.route()),
        null);
  }

  private static RecommendationView unscored(Unscored one) {
    return view(
        one,
        null,
        List.of(),
        null,
        "none of %d answers has a score, and route %s learns from %d scored calls on"
            .formatted(one.calls(), one.route(), one.needed()),
        "say what answers are worth with POST /api/v1/decisions/{id}/feedback, or let copies be"
            + " judged (`learn: {shadow: …}`)",
        null);
  }

  private static RecommendationView view(
      Recommendation one,
      @Nullable String capability,
      List<OfferSeen> seen,
      @Nullable String other,
      String finding,
      String action,
      @Nullable OfferSaving saving) {
    List<String> resources =
        Stream.concat(
                Stream.of("route/" + one.route()),
                seen.stream().limit(1).map(of -> "provider/" + Offer.providerOf(of.offer())))
            .toList();
    return new RecommendationView(
        one.kind(),
        one.route(),
        capability,
        seen.isEmpty() ? null : seen.getFirst().offer(),
        other,
        finding,
        action,
        resources,
        saving,
        seen.stream().map(OfferEvidence::of).toList());
  }

  private static String days(Cheaper one) {
    double days = Duration.between(one.since(), one.to()).toMinutes() / (24.0 * 60);
    return String.format(Locale.ROOT, "%.1f", days);
  }

  private static String percent(long failed, long answers) {
    double share = failed + answers == 0 ? 0 : 100.0 * failed / (failed + answers);
    return String.format(Locale.ROOT, "%.1f %%", share);
  }

  private static String spell(OfferSeen seen) {
    Double millis = WireTime.millisOrNull(seen.p50Nanos());
    return String.format(Locale.ROOT, "%.0f ms", millis == null ? 0 : millis);
  }
}
