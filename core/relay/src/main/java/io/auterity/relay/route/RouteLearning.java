package io.auterity.relay.route;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a learned route, a contextual bandit, with the strategy {@link Strategy#LEARNED}.
 *
 * @param rules who decides until what was learned is shown to do better
 * @param explore share of calls, in thousandths, that go to an offer that is drawn alike
 * @param accuracy weight of what callers say that an answer was worth
 * @param cost weight of what a call costs
 * @param latency weight of how long it takes
 * @param embedding whether vectors of the texts are features too
 * @param calls how many scored calls it takes at least
 * @param judged which calls another offer answers too, to learn from both; null for none
 */
public record RouteLearning(
    Strategy rules,
    int explore,
    double accuracy,
    double cost,
    double latency,
    boolean embedding,
    int calls,
    @Nullable Judged judged) {

  /** Where the route says nothing. */
  public static final RouteLearning STANDARD =
      new RouteLearning(Strategy.CHEAPEST, 50, 1, 0.1, 0.1, true, 200, null);

  /**
   * Copies of calls that another offer answers, and who knows what is right.
   *
   * @param reference offer whose answer others are worth as much as they agree with it
   */
  public record Judged(Rollout.Shadow copies, Selector reference) {}

  /**
   * What a call was worth, from 0 to 1.
   *
   * @param score from 0 to 1
   * @param spent share of what dear calls of the route cost, from 0 to 1
   * @param took share of how long slow calls of the route take, from 0 to 1
   */
  public double worth(double score, double spent, double took) {
    return (accuracy * score + cost * (1 - spent) + latency * (1 - took))
        / (accuracy + cost + latency);
  }
}
