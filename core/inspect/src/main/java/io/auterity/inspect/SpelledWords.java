package io.auterity.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words of a text however they are spelled: without accents, with digits for letters, letter by
 * letter, in chunks or without any gap. Letters that digits stand for are one with those that look
 * like them, in texts and in what they are compared with: {@code l} is {@code i}.
 */
final class SpelledWords {

  private static final String FROM = "0134578@$!|l";
  private static final String TO = "oieastbasiii";
  private static final char[] PLAIN = plain();
  private static final int LONGEST_WORD = 24;
  private static final int SHORTEST_JOINED = 4;

  private SpelledWords() {}

  /** How a word is written for comparison. */
  static String canonical(String word) {
    StringBuilder plain = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      char folded = c < PLAIN.length ? c : Folding.fold(c);
      if (folded < PLAIN.length && PLAIN[folded] != 0) {
        plain.append(PLAIN[folded]);
      }
    }
    return plain.toString();
  }

  // What each sign of ASCII is as a small letter; 0 where it is none.
  private static char[] plain() {
    char[] plain = new char[128];
    for (char c = 0; c < plain.length; c++) {
      int like = FROM.indexOf(Character.toLowerCase(c));
      char letter = like < 0 ? Character.toLowerCase(c) : TO.charAt(like);
      plain[c] = letter >= 'a' && letter <= 'z' ? letter : 0;
    }
    return plain;
  }

  /**
   * The words in their order.
   *
   * @param known words that are found also where nothing stands between them, {@linkplain #byBegin
   *     by how they begin}
   */
  static List<String> words(String text, Map<String, List<String>> known) {
    List<String> words = new ArrayList<>();
    int disguised = 0;
    int begin = 0;
    int singles = 0;
    for (int place = 0; place <= text.length(); place++) {
      if (place < text.length() && inWord(text.charAt(place))) {
        continue;
      }
      if (place > begin) {
        String raw = text.substring(begin, place);
        String word = canonical(raw);
        if (!word.isEmpty()) {
          words.add(word);
          singles += word.length() == 1 ? 1 : 0;
          disguised += isDisguised(raw) ? 1 : 0;
        }
      }
      begin = place + 1;
    }
    boolean spelled = words.size() >= 8 && singles * 2 > words.size();
    boolean joined = words.stream().anyMatch(word -> word.length() > LONGEST_WORD);
    boolean chunked = words.size() >= 4 && disguised * 2 > words.size();
    if (spelled || joined || chunked) {
      words.addAll(apart(canonical(text), known));
    }
    return words;
  }

  private static boolean inWord(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '@'
          || c == '$';
    }
    return Folding.fold(c) == Folding.SKIPPED || Character.isLetterOrDigit(c);
  }

  private static boolean isDisguised(String raw) {
    boolean digit = raw.chars().anyMatch(Character::isDigit);
    return digit && raw.chars().anyMatch(Character::isLetter);
  }

  // The longest known word at each place; what is none is passed over letter by letter.
  private static List<String> apart(String joined, Map<String, List<String>> known) {
    List<String> words = new ArrayList<>();
    int place = 0;
    while (place + SHORTEST_JOINED <= joined.length()) {
      String begin = joined.substring(place, place + SHORTEST_JOINED);
      String word = "";
      for (String one : known.getOrDefault(begin, List.of())) {
        word = one.length() > word.length() && joined.startsWith(one, place) ? one : word;
      }
      if (!word.isEmpty()) {
        words.add(word);
      }
      place += Math.max(1, word.length());
    }
    return words;
  }

  /** Words by their first letters; those that are too short to be found so are left out. */
  static Map<String, List<String>> byBegin(Set<String> words) {
    return words.stream()
        .filter(word -> word.length() >= SHORTEST_JOINED)
        .collect(Collectors.groupingBy(word -> word.substring(0, SHORTEST_JOINED)));
  }
}
