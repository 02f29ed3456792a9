package io.auterity.toolkit.learn;

import java.util.List;
import java.util.Set;

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

  /** How likely a label is; 0 for one that it does not know. */
  public double probability(String label) {
    int at = labels.indexOf(label);
    return at < 0 ? 0 : probabilities[at];
  }

  /** The same, knowing that it is one of these. */
  public Opinion among(Set<String> some) {
    List<String> kept = labels.stream().filter(some::contains).toList();
    double sum = kept.stream().mapToDouble(this::probability).sum();
    return new Opinion(
        kept,
        kept.stream()
            .mapToDouble(each -> sum == 0 ? 1.0 / kept.size() : probability(each) / sum)
            .toArray());
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
