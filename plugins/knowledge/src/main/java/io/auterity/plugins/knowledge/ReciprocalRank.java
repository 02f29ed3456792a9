package io.auterity.plugins.knowledge;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges ranked lists by reciprocal rank (Cormack, Clarke and Büttcher 2009): only places are
 * compared, since scores of different origin cannot be.
 */
final class ReciprocalRank {

  /** As in the paper; it says how little the first places are ahead. */
  private static final double K = 60;

  /**
   * What a place is worth.
   *
   * @param rank from 1
   */
  static double score(int rank) {
    return 1 / (K + rank);
  }

  /** All that stands in any of the lists, best first; of equal ones the lesser first. */
  static List<Long> merged(List<List<Long>> lists) {
    Map<Long, Double> scores = new HashMap<>();
    for (List<Long> list : lists) {
      for (int i = 0; i < list.size(); i++) {
        scores.merge(list.get(i), score(i + 1), Double::sum);
      }
    }
    Comparator<Map.Entry<Long, Double>> best =
        Map.Entry.<Long, Double>comparingByValue().reversed();
    return scores.entrySet().stream()
        .sorted(best.thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
