package io.auterity.relay.plan;

import java.util.List;

/**
 * The choice of a learned route, a contextual bandit, for one call: all that is needed to learn
 * from its result. Decisions keep it by the places of its components: it grows at the end only.
 *
 * @param offers among whom was chosen, in the order of the rules; the first is whom the rules alone
 *     would ask first
 * @param preferred who is asked first where nothing is drawn
 * @param chosen who is asked first
 * @param explore share of calls, in thousandths, for which an offer is drawn
 * @param version of what was learned; 0 where nothing was
 * @param why in words for people
 * @param features what the call is like
 */
public record LearnedChoice(
    List<String> offers,
    String preferred,
    String chosen,
    int explore,
    long version,
    String why,
    List<Double> features) {

  private static final double THOUSAND = 1_000;

  public LearnedChoice {
    offers = List.copyOf(offers);
    features = List.copyOf(features);
  }

  /** Whom the rules alone would ask first. */
  public String ofRules() {
    return offers.getFirst();
  }

  /** How likely it was that the one who was chosen would be. */
  public double propensity() {
    return propensity(chosen);
  }

  /** How likely it was that an offer would be chosen. */
  public double propensity(String offer) {
    double drawn = explore / THOUSAND;
    return (offers.contains(offer) ? drawn / offers.size() : 0)
        + (offer.equals(preferred) ? 1 - drawn : 0);
  }
}
