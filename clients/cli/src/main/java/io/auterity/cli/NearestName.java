package io.auterity.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The name that was most likely meant by one that is not there. */
final class NearestName {

  private NearestName() {}

  /** The nearest of some names; empty when none is near. */
  static Optional<String> of(String word, Collection<String> names) {
    int most = Math.max(1, word.length() / 3);
    return names.stream()
        .filter(name -> distance(word, name) <= most)
        .min(
            Comparator.comparingInt((String name) -> distance(word, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A question for the end of a sentence about a name; empty when none is near. */
  static String question(String word, Collection<String> names) {
    return of(word, names).map("; did you mean %s?"::formatted).orElse("");
  }

  /** Letters to be added, left out, changed or swapped with the next. */
  private static int distance(String one, String two) {
    int[][] cost = new int[one.length() + 1][two.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= two.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(one, two, i, j, cost);
      }
    }
    return cost[one.length()][two.length()];
  }

  private static int step(String one, String two, int i, int j, int[][] cost) {
    boolean same = one.charAt(i - 1) == two.charAt(j - 1);
    int least = cost[i - 1][j - 1] + (same ? 0 : 1);
    for (int other : List.of(cost[i - 1][j] + 1, cost[i][j - 1] + 1)) {
      least = Math.min(least, other);
    }
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == two.charAt(j - 2)
            && one.charAt(i - 2) == two.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
