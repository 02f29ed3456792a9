package io.auterity.control.guardrail;

import io.auterity.platform.call.CallGuard.Masked;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The placeholders of masked words (PII masking) within one call: the same words get the same one,
 * such as {@code [email_1]}, and no text of the request says one by itself.
 */
final class PiiPlaceholders {

  /** What looks like a placeholder, whatever it may be of. */
  private static final Pattern SHAPE = Pattern.compile("\\[[^\\[\\]]{1,100}_[0-9]{1,10}]");

  private final Map<String, String> byWords = new HashMap<>();
  private final Map<String, Masked> masked = new HashMap<>();
  private final Map<String, String> byJudges = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Undone everywhere = new Undone();
  private final Undone inArguments = new Undone();
  private final UnmaskedTexts restored = new UnmaskedTexts();
  private List<String> said = List.of();
  private @Nullable Set<String> taken;

  /** Notes what the request says by itself. */
  void apartFrom(List<String> texts) {
    said = texts;
    taken = null;
  }

  /** Where in the answer words are put back. */
  enum Undo {
    NOWHERE,
    /** In arguments of tools, which must be called with what they take. */
    IN_ARGUMENTS,
    EVERYWHERE
  }

  /** Placeholders that are undone at one place of an answer. */
  static final class Undone {

    private final NavigableMap<String, String> words = new TreeMap<>();
    private int longest;

    private void put(String placeholder, String said) {
      words.put(placeholder, said);
      longest = Math.max(longest, placeholder.length());
    }

    boolean isEmpty() {
      return words.isEmpty();
    }

    /** The words for which that stands; null when it stands for none. */
    @Nullable String of(String placeholder) {
      return words.get(placeholder);
    }

    /** Units of the longest. */
    int longest() {
      return longest;
    }

    /** Whether one begins so. */
    boolean begins(String start) {
      String next = words.ceilingKey(start);
      return next != null && next.startsWith(start);
    }
  }

  /**
   * What stands for words.
   *
   * @param judged whether a judge found them, who is asked about a text once: they are masked as
   *     they are wherever else they stand
   */
  String mask(String kind, String words, Undo undo, boolean judged) {
    String placeholder = mask(kind, words);
    if (judged) {
      byJudges.put(words, placeholder);
    }
    if (undo == Undo.EVERYWHERE) {
      everywhere.put(placeholder, words);
    }
    if (undo != Undo.NOWHERE) {
      inArguments.put(placeholder, words);
    }
    return placeholder;
  }

  /** What stands for words that are put back nowhere. */
  String mask(String kind, String words) {
    return byWords.computeIfAbsent(kind + '\n' + words, key -> next(kind, words));
  }

  private String next(String kind, String words) {
    String placeholder;
    do {
      placeholder = "[%s_%d]".formatted(kind, numbers.merge(kind, 1, Integer::sum));
    } while (taken().contains(placeholder));
    masked.put(placeholder, new Masked(kind, words));
    return placeholder;
  }

  // Gathered once, since a request may hold as many words to mask as others that look like theirs.
  private Set<String> taken() {
    Set<String> all = taken;
    if (all == null) {
      all = new HashSet<>();
      for (String text : said) {
        Matcher shapes = SHAPE.matcher(text);
        while (shapes.find()) {
          all.add(shapes.group());
        }
      }
      taken = all;
      said = List.of();
    }
    return all;
  }

  /** The words for which each of them stands. */
  Map<String, Masked> masked() {
    return Collections.unmodifiableMap(masked);
  }

  /** The text with all that judges had masked so far replaced, the longest first. */
  String hide(String text) {
    return replaced(text, byJudges);
  }

  /** The text with words replaced wherever they stand, the longest first. */
  static String replaced(String text, Map<String, String> byWords) {
    String hidden = text;
    for (String words : longestFirst(byWords.keySet())) {
      hidden = hidden.replace(words, byWords.get(words));
    }
    return hidden;
  }

  private static List<String> longestFirst(Set<String> words) {
    return words.stream()
        .sorted(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Those that are undone wherever they stand in the answer. */
  Undone everywhere() {
    return everywhere;
  }

  /** Those that are undone in arguments of tools, the others among them. */
  Undone inArguments() {
    return inArguments;
  }

  /** Where words were put back so far. */
  UnmaskedTexts restored() {
    return restored;
  }
}
