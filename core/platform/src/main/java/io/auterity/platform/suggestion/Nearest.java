package io.auterity.platform.suggestion;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the valid name that a user probably meant. */
public final class Nearest {

  private static final int SHOWN = 8;

  // Edits are counted in the square of the length.
  private static final int LONGEST = 200;

  /** Between the words of a name, e.g. of {@code tracker.issue.create} or {@code startsAt}. */
  private static final Pattern SEPARATOR =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  /** The valid name with the fewest edits, if it is near enough to be meant. */
  public static Optional<String> of(String name, Collection<String> valid) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    int limit = Math.max(2, name.length() / 2);
    LevenshteinDistance distance = new LevenshteinDistance(limit);
    return valid.stream()
        .filter(candidate -> distance.apply(name, candidate) >= 0)
        .min(
            Comparator.<String>comparingInt(candidate -> distance.apply(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * What to do about an unknown name: the nearest one, or a list of the valid ones; of many those
   * that are most like it, the likeliest first.
   */
  public static String fix(String name, Collection<String> valid) {
    return of(name, valid)
        .map(near -> "did you mean '%s'?".formatted(near))
        .orElseGet(
            () ->
                valid.isEmpty()
                    ? "there is none yet"
                    : "use one of " + String.join(", ", likely(name, valid)));
  }

  private static List<String> likely(String name, Collection<String> valid) {
    List<String> sorted = valid.stream().distinct().sorted().toList();
    if (sorted.size() <= SHOWN) {
      return sorted;
    }
    String meant = name.substring(0, Math.min(name.length(), LONGEST));
    Set<String> words = words(meant);
    return sorted.stream()
        .sorted(
            Comparator.<String>comparingInt(each -> -shared(words, each))
                .thenComparingInt(each -> edits(meant, each)))
        .limit(SHOWN)
        .toList();
  }

  private static Set<String> words(String name) {
    return SEPARATOR
        .splitAsStream(name)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static int shared(Set<String> words, String name) {
    Set<String> both = new HashSet<>(words(name));
    both.retainAll(words);
    return both.size();
  }

  private static int edits(String name, String candidate) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(
            name.toLowerCase(Locale.ROOT),
            candidate.substring(0, Math.min(candidate.length(), LONGEST)).toLowerCase(Locale.ROOT));
  }
}
