package io.auterity.control.guardrail;

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
 * What stands for masked words within one call: the same words get the same placeholder, such as
 * {@code [email_1]}, and no text of the request says one by itself.
 */
final class Placeholders {

  /** What looks like a placeholder, whatever it may be of. */
  private static final Pattern SHAPE = Pattern.compile("\\[[^\\[\\]]{1,100}_[0-9]{1,10}]");

  private final Map<String, String> byWords = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final NavigableMap<String, String> restorable = new TreeMap<>();
  private int longest;
  private List<String> said = List.of();
  private @Nullable Set<String> taken;

  /** Notes what the request says by itself. */
  void apartFrom(List<String> texts) {
    said = texts;
    taken = null;
  }

  String mask(String kind, String words, boolean restore) {
    String placeholder = byWords.computeIfAbsent(kind + '\n' + words, key -> next(kind));
    if (restore) {
      restorable.put(placeholder, words);
      longest = Math.max(longest, placeholder.length());
    }
    return placeholder;
  }

  private String next(String kind) {
    String placeholder;
    do {
      placeholder = "[%s_%d]".formatted(kind, numbers.merge(kind, 1, Integer::sum));
    } while (taken().contains(placeholder));
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

  boolean anyToRestore() {
    return !restorable.isEmpty();
  }

  /** The words for which that stands; null when it stands for none. */
  @Nullable String restored(String placeholder) {
    return restorable.get(placeholder);
  }

  /** Units of the longest that is put back. */
  int longest() {
    return longest;
  }

  /** Whether a placeholder that is put back begins so. */
  boolean begins(String start) {
    String next = restorable.ceilingKey(start);
    return next != null && next.startsWith(start);
  }
}
