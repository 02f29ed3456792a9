package io.auterity.control.guardrail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What stands for masked words within one call: the same words get the same placeholder, such as
 * {@code [email_1]}, and no text of the request says one by itself.
 */
final class Placeholders {

  /** Characters of Unicode's private use: one stands for each piece that is allowed. */
  private static final char FIRST_ALLOWED = '\ue100';

  private static final int MOST_ALLOWED = 0x1700;

  private final Map<String, String> byWords = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, String> restorable = new HashMap<>();
  private final Map<Character, String> allowed = new HashMap<>();
  private Predicate<String> taken = placeholder -> false;

  /** Notes what the request says by itself. */
  void apartFrom(List<String> texts) {
    taken = placeholder -> texts.stream().anyMatch(text -> text.contains(placeholder));
  }

  String mask(String kind, String words, boolean restore) {
    String placeholder = byWords.computeIfAbsent(kind + '\n' + words, key -> next(kind));
    if (restore) {
      restorable.put(placeholder, words);
    }
    return placeholder;
  }

  private String next(String kind) {
    String placeholder;
    do {
      placeholder = "[%s_%d]".formatted(kind, numbers.merge(kind, 1, Integer::sum));
    } while (taken.test(placeholder));
    return placeholder;
  }

  boolean anyToRestore() {
    return !restorable.isEmpty();
  }

  /** The words for which that stands; null when it stands for none. */
  @Nullable String restored(String placeholder) {
    return restorable.get(placeholder);
  }

  /** Whether a placeholder that is put back begins so. */
  boolean begins(String start) {
    return restorable.keySet().stream().anyMatch(one -> one.startsWith(start));
  }

  /** One character that no rule finds, until {@link #unhidden}. */
  String hide(String words) {
    if (allowed.size() >= MOST_ALLOWED) {
      return words;
    }
    char sign = (char) (FIRST_ALLOWED + allowed.size());
    allowed.put(sign, words);
    return String.valueOf(sign);
  }

  /** Whether a text might mean by itself what {@link #hide} gives. */
  static boolean isHidden(char c) {
    return c >= FIRST_ALLOWED && c < FIRST_ALLOWED + MOST_ALLOWED;
  }

  /** The text with what was allowed in its place. */
  String unhidden(String text) {
    if (allowed.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      String words = allowed.get(text.charAt(i));
      out.append(words == null ? String.valueOf(text.charAt(i)) : words);
    }
    return out.toString();
  }
}
