package io.auterity.relay.learn;

import java.util.List;

/**
 * What a head thinks: a probability for each label, which is kept when the head says so of as many
 * as it says.
 */
// Compared nowhere.
@SuppressWarnings("ArrayRecordComponent")
public record Opinion(List<String> labels, double[] probabilities) {

  /** The likeliest label; the first of several. */
  public String label() {
    return labels.get(best());
  }

  /** How likely that one is. */
  public double confidence() {
    return probabilities[best()];
  }

  /**
   * Logarithm of the probability that it gives to a label; of one that it does not know, the least.
   */
  public double likelihood(String label) {
    int at = labels.indexOf(label);
    return Math.log(at < 0 ? Double.MIN_NORMAL : Math.max(Double.MIN_NORMAL, probabilities[at]));
  }

  private int best() {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return best;
  }
}
