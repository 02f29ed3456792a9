package io.auterity.relay.cache.semantic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A turn of phrase that says what another does. In both, {@code {set}} is the same one word of a
 * set, and {@code *} the same words between, of which there may be none.
 */
record Phrase(List<String> from, List<String> to) {

  private static final String ANY = "*";

  /** What a whole text is with the other turn of phrase; null where this one is not in it. */
  @Nullable List<String> rewritten(List<String> words, BiPredicate<String, String> isOf) {
    int any = from.indexOf(ANY);
    int tail = any < 0 ? 0 : from.size() - any - 1;
    int head = any < 0 ? from.size() : any;
    int rest = words.size() - head - tail;
    if (rest < 0 || (any < 0 && rest > 0)) {
      return null;
    }
    Map<String, List<String>> bound = new HashMap<>();
    bound.put(ANY, words.subList(head, head + rest));
    for (int i = 0; i < head + tail; i++) {
      String wanted = from.get(i < head ? i : i + 1);
      String word = words.get(i < head ? i : i + rest);
      if (!fits(wanted, word, isOf)) {
        return null;
      }
      bound.put(wanted, List.of(word));
    }
    List<String> made = new ArrayList<>();
    to.forEach(word -> made.addAll(bound.getOrDefault(word, List.of(word))));
    return made;
  }

  private static boolean fits(String wanted, String word, BiPredicate<String, String> isOf) {
    return wanted.startsWith("{")
        ? isOf.test(wanted.substring(1, wanted.length() - 1), word)
        : wanted.equals(word);
  }
}
