package io.auterity.server.routes;

import io.auterity.insight.learn.HoldoutScore;
import io.auterity.insight.learn.LearnedState;
import io.auterity.ledger.NanoUnits;
import io.auterity.relay.route.RouteLearning;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The state of a route's learning (contextual bandit), and how well that does beside its rules.
 * Worths are per call, from 0 to 1 by the weights of the route, estimated on calls that were not
 * learned from.
 *
 * @param decides {@code learned} or {@code rules}
 * @param why in words for people
 * @param rules the strategy that is the route's rule
 * @param version of what was learned; 0 where nothing was
 * @param made null where nothing was
 * @param calls scored calls that it was learned from
 * @param needed scored calls that it takes at least
 * @param worth null where nothing was learned
 * @param regret null where nothing was learned
 * @param calibration of the expected scores; null where nothing was learned
 */
public record LearningView(
    String route,
    String decides,
    String why,
    String rules,
    double explore,
    long version,
    @Nullable Instant made,
    int calls,
    int needed,
    @Nullable Worth worth,
    @Nullable Regret regret,
    @Nullable Calibration calibration,
    List<OfferKnown> offers) {

  private static final double THOUSAND = 1_000;

  /**
   * What a call is worth.
   *
   * @param gain how much more by what was learned
   * @param gainLow least of that which chance does not explain
   * @param gainHigh most of that which chance does not explain
   * @param differing calls at which both choose otherwise and the learned one's choice was asked
   */
  public record Worth(
      double rules, double learned, double gain, double gainLow, double gainHigh, int differing) {}

  /**
   * How much less than if the best single offer had been asked each time; estimated, and below 0
   * where it is more.
   */
  public record Regret(double asked, double rules, double learned) {}

  /**
   * How well scores are foreseen.
   *
   * @param error mean distance of expected and given scores (ECE)
   */
  public record Calibration(double error, List<ScoreBin> bins) {}

  /** Calls whose score was expected to be about the same. */
  public record ScoreBin(double from, double to, int calls, double expected, double given) {}

  /**
   * What was seen of one offer.
   *
   * @param cost mean
   */
  public record OfferKnown(String offer, int calls, double score, String cost, double meanMs) {}

  static LearningView of(String route, RouteLearning learning, @Nullable LearnedState state) {
    String rules = learning.rules().wire();
    double explore = learning.explore() / THOUSAND;
    if (state == null) {
      String why = "the rules decide (%s): nothing is learned yet".formatted(rules);
      return new LearningView(
          route,
          "rules",
          why,
          rules,
          explore,
          0,
          null,
          0,
          learning.calls(),
          null,
          null,
          null,
          List.of());
    }
    HoldoutScore found = state.evidence();
    return new LearningView(
        route,
        state.on() ? "learned" : "rules",
        state.why(),
        rules,
        explore,
        state.version(),
        state.made(),
        found.calls(),
        learning.calls(),
        worth(state),
        new Regret(
            rounded(found.regret().asked()),
            rounded(found.regret().rules()),
            rounded(found.regret().learned())),
        new Calibration(
            rounded(found.calibrationError()),
            found.bins().stream().map(LearningView::bin).toList()),
        found.offers().stream().map(LearningView::offer).toList());
  }

  private static Worth worth(LearnedState state) {
    HoldoutScore found = state.evidence();
    return new Worth(
        rounded(found.rules()),
        rounded(found.learned()),
        rounded(found.gain()),
        rounded(state.gainLow()),
        rounded(state.gainHigh()),
        found.differing());
  }

  private static ScoreBin bin(HoldoutScore.Bin bin) {
    return new ScoreBin(
        bin.from(), bin.to(), bin.calls(), rounded(bin.expected()), rounded(bin.given()));
  }

  private static OfferKnown offer(HoldoutScore.Known known) {
    return new OfferKnown(
        known.offer(),
        known.calls(),
        rounded(known.score()),
        NanoUnits.text(Math.round(known.cost())),
        Double.parseDouble(String.format(Locale.ROOT, "%.1f", known.tookMillis())));
  }

  private static double rounded(double value) {
    return Math.rint(value * 10_000) / 10_000;
  }
}
