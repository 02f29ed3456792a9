package io.auterity.insight.learn;

import java.util.List;

/**
 * The holdout score of a learned state beside the rules: how well it does on calls that it was not
 * learned from.
 *
 * @param calls how many scored calls there are
 * @param rules what a call is worth by the rules alone, estimated
 * @param learned what it is worth by what was learned, estimated
 * @param error standard error of the difference of these
 * @param differing calls for which both choose otherwise and the one that was asked was the learned
 *     one's
 * @param regret how much less than if the best single offer had been asked each time, or the rules
 *     where it could not be; estimated, and below 0 where it is more
 * @param calibrationError mean distance of expected and given scores over the bins (ECE)
 * @param offers what is known of each
 */
public record HoldoutScore(
    int calls,
    double rules,
    double learned,
    double error,
    int differing,
    Regret regret,
    double calibrationError,
    List<Bin> bins,
    List<Known> offers) {

  public HoldoutScore {
    bins = List.copyOf(bins);
    offers = List.copyOf(offers);
  }

  /** Per call: of who was asked, of the rules and of what was learned. */
  public record Regret(double asked, double rules, double learned) {}

  /**
   * Calls whose score was expected to be about the same.
   *
   * @param expected mean of what was expected
   * @param given mean of what was said
   */
  public record Bin(double from, double to, int calls, double expected, double given) {}

  /**
   * What was seen of one offer.
   *
   * @param cost mean, in nano-units
   * @param tookMillis mean
   */
  public record Known(String offer, int calls, double score, double cost, double tookMillis) {}

  /** How much better what was learned is; below 0 where it is worse. */
  public double gain() {
    return learned - rules;
  }
}
