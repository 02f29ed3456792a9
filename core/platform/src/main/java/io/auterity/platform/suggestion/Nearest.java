package io.auterity.platform.suggestion;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the valid name that a user probably meant. */
public final class Nearest {

  private static final int SHOWN = 8;

  // Edits are counted in the square of the length.
  private static final int LONGEST = 200;

  private Nearest() {}

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

  /** What to do about an unknown name: the nearest one, or a list of the valid ones. */
  public static String fix(String name, Collection<String> valid) {
    return of(name, valid)
        .map(near -> "did you mean '%s'?".formatted(near))
        .orElseGet(
            () ->
                valid.isEmpty()
                    ? "there is none yet"
                    : "use one of "
                        + valid.stream().sorted().limit(SHOWN).collect(Collectors.joining(", ")));
  }
}
