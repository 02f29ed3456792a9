package io.auterity.relay.cache.meaning;

import java.util.List;

/** English words without the ending of a plural or of a doing. Past forms stay as they are. */
final class Stems {

  private static final int SHORTEST = 4;

  private Stems() {}

  /** What a word may be without its ending, the likeliest first; nothing where it has none. */
  static List<String> of(String word) {
    int length = word.length();
    if (length < SHORTEST || !word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      return List.of();
    }
    if (word.endsWith("ies")) {
      return length == SHORTEST ? cut(word, 1) : List.of(word.substring(0, length - 3) + "y");
    }
    if (word.endsWith("sses")
        || word.endsWith("xes")
        || word.endsWith("ches")
        || word.endsWith("shes")) {
      return cut(word, 2);
    }
    if (word.endsWith("s")) {
      boolean ending = !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is");
      return ending ? cut(word, 1) : List.of();
    }
    return word.endsWith("ing") && length > SHORTEST + 2 ? doing(word) : List.of();
  }

  private static List<String> cut(String word, int letters) {
    return List.of(word.substring(0, word.length() - letters));
  }

  // Resetting, making, cooking.
  private static List<String> doing(String word) {
    String stem = word.substring(0, word.length() - 3);
    char last = stem.charAt(stem.length() - 1);
    boolean doubled = stem.charAt(stem.length() - 2) == last && "bdgmnprt".indexOf(last) >= 0;
    if (doubled) {
      return List.of(stem.substring(0, stem.length() - 1));
    }
    return silent(stem) ? List.of(stem + "e", stem) : List.of(stem, stem + "e");
  }

  private static boolean silent(String stem) {
    char last = stem.charAt(stem.length() - 1);
    char before = stem.charAt(stem.length() - 2);
    boolean vowelBefore = "aiou".indexOf(before) >= 0;
    boolean twoVowels = stem.length() > 2 && "aeiou".indexOf(stem.charAt(stem.length() - 3)) >= 0;
    return "vcuz".indexOf(last) >= 0
        || (vowelBefore && !twoVowels && "kgst".indexOf(last) >= 0)
        || stem.endsWith("nc")
        || stem.endsWith("rg");
  }
}
