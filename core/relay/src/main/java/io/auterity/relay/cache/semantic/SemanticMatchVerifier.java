package io.auterity.relay.cache.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that two questions are a semantic match. They mean the same only where they are the
 * same, word by word, once the few things that are known to make no difference are taken away:
 * {@link NormalizedQuestion} does that. Nearness of vectors does not tell a question from its
 * opposite.
 */
public final class SemanticMatchVerifier {

  private static final Lexicon ENGLISH = Lexicon.ENGLISH;

  /** What a word of a set tells when only one of both has it, in the order in which it counts. */
  private static final List<Map.Entry<String, Difference>> TELLING =
      List.of(
          Map.entry("tense", Difference.TENSE),
          Map.entry("count", Difference.NUMBER),
          Map.entry("person", Difference.PERSON),
          Map.entry("modal", Difference.MODALITY),
          Map.entry("number", Difference.DIGITS));

  /** In what they differ; null when they ask for the same. */
  public static @Nullable Difference between(
      @Nullable NormalizedQuestion one, @Nullable NormalizedQuestion other) {
    if (one == null || other == null) {
      return Difference.UNREADABLE;
    }
    if (one.parts().equals(other.parts())) {
      return null;
    }
    if (!one.kind().equals(other.kind())) {
      return Difference.KIND;
    }
    if (small(one).equals(small(other))) {
      return Difference.CAPITALS;
    }
    List<String> unlike = new ArrayList<>(without(one, other));
    unlike.addAll(without(other, one));
    return unlike.isEmpty() ? order(one, other) : words(unlike);
  }

  private static List<String> small(NormalizedQuestion one) {
    return one.parts().stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  // What the one has more often than the other.
  private static List<String> without(NormalizedQuestion one, NormalizedQuestion other) {
    List<String> rest = new ArrayList<>(one.parts());
    other.parts().forEach(rest::remove);
    return rest;
  }

  // From A to B, to A from B; the same words are in both.
  private static Difference order(NormalizedQuestion one, NormalizedQuestion other) {
    Predicate<String> counts = word -> !ENGLISH.is("preposition", word);
    return one.parts().stream()
            .filter(counts)
            .toList()
            .equals(other.parts().stream().filter(counts).toList())
        ? Difference.ROLES
        : Difference.ORDER;
  }

  private static Difference words(List<String> unlike) {
    for (Map.Entry<String, Difference> telling : TELLING) {
      if (unlike.stream().anyMatch(word -> ENGLISH.is(telling.getKey(), word))) {
        return telling.getValue();
      }
    }
    if (unlike.contains("minus")) {
      return Difference.DIGITS;
    }
    return unlike.stream().allMatch(word -> ENGLISH.is("preposition", word))
        ? Difference.ROLES
        : Difference.WORDS;
  }
}
