package io.auterity.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of a text however they are spelled: without accents, with digits for letters, letter by
 * letter, in chunks or without any gap. Letters that digits stand for are one with those that look
 * like them, in texts and in what they are compared with: {@code l} is {@code i}. Of scripts that
 * set no gaps between words those are found that are known, and each letter else is a word.
 */
final class SpelledWords {

  private static final String FROM = "0134578@$!|l";
  private static final String TO = "oieastbasiii";
  private static final char[] PLAIN = plain();
  private static final int LONGEST_WORD = 24;
  private static final int SHORTEST_JOINED = 4;
  private static final int FEWEST_SPELLED = 8;
  private static final int FEWEST_CHUNKS = 3;

  /** More words than the words of a rule may lie apart. */
  private static final int FAR = 25;

  /** Stands for a letter of a script without gaps that belongs to no known word. */
  private static final String SOME = "·";

  /** By their first letters, the longest first; those too short to be found joined are left out. */
  private final Map<String, List<String>> joined;

  /** Those of scripts without gaps, by their first letter. */
  private final Map<String, List<String>> gapless;

  /**
   * @param known words as they are written for comparison, that are found also where nothing stands
   *     between them
   */
  SpelledWords(Set<String> known) {
    joined = new HashMap<>();
    gapless = new HashMap<>();
    List<String> longestFirst = new ArrayList<>(known);
    longestFirst.sort((one, other) -> other.length() - one.length());
    for (String word : longestFirst) {
      if (!word.isEmpty() && isGapless(word.charAt(0))) {
        gapless.computeIfAbsent(word.substring(0, 1), begin -> new ArrayList<>()).add(word);
      } else if (word.length() >= SHORTEST_JOINED) {
        String begin = word.substring(0, SHORTEST_JOINED);
        joined.computeIfAbsent(begin, key -> new ArrayList<>()).add(word);
      }
    }
  }

  /** How a word is written for comparison. */
  static String canonical(String word) {
    StringBuilder plain = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      char folded = c < PLAIN.length ? c : Folding.fold(c);
      if (folded >= PLAIN.length) {
        if (folded != Folding.SKIPPED && Character.isLetter(folded)) {
          plain.append(folded);
        }
      } else if (PLAIN[folded] != 0) {
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

  /** The words in their order, those that are only spelled in an odd way far behind them. */
  List<String> words(String text) {
    List<String> words = new ArrayList<>();
    List<String> spelled = new ArrayList<>(0);
    Singles singles = new Singles();
    Chunks chunks = new Chunks();
    int chunksEnd = 0;
    int begin = 0;
    for (int place = 0; place <= text.length(); place++) {
      if (place < text.length() && inWord(text.charAt(place))) {
        continue;
      }
      if (place > begin) {
        String raw = text.substring(begin, place);
        List<String> here = of(raw);
        words.addAll(split(here));
        if (here.size() != 1 || here.getFirst().length() != 1) {
          spelled.addAll(apart(singles.end()));
        } else {
          singles.add(here.getFirst());
        }
        int chunked = chunks.say() ? chunks.begin() : -1;
        chunks.add(begin, raw);
        if (chunked >= 0 && !chunks.say()) {
          spelled.addAll(apart(canonical(text.substring(chunked, chunksEnd))));
        }
        chunksEnd = place;
      }
      begin = place + 1;
    }
    spelled.addAll(apart(singles.end()));
    if (chunks.say()) {
      spelled.addAll(apart(canonical(text.substring(chunks.begin(), chunksEnd))));
    }
    if (!spelled.isEmpty()) {
      words.addAll(Collections.nCopies(FAR, ""));
      words.addAll(spelled);
    }
    return words;
  }

  // One that is longer than any known is several that are joined, if any of them is known.
  private List<String> split(List<String> words) {
    boolean joined = words.size() == 1 && words.getFirst().length() > LONGEST_WORD;
    List<String> parts = joined ? apart(words.getFirst()) : List.of();
    return parts.isEmpty() ? words : parts;
  }

  /**
   * Words in chunks: several with digits among their letters, with at most one other between two of
   * them.
   */
  static final class Chunks {
    private int begin;
    private int mixed;
    private int others;

    void add(int place, String raw) {
      boolean odd = isMixed(raw);
      others = odd ? 0 : others + 1;
      if (others > 1) {
        mixed = 0;
      }
      if (odd) {
        begin = mixed == 0 ? place : begin;
        mixed++;
      }
    }

    /** Where they begin; nothing where there are none. */
    int begin() {
      return mixed == 0 ? Integer.MAX_VALUE : begin;
    }

    /** Whether they may say something. */
    boolean say() {
      return mixed >= FEWEST_CHUNKS;
    }

    /** Counts places from another one on. */
    void forget(int past) {
      begin = Math.max(0, begin - past);
    }
  }

  /** Letters that stand alone, one after the other. */
  private static final class Singles {
    private final StringBuilder letters = new StringBuilder();

    private void add(String letter) {
      letters.append(letter);
    }

    /** What they spell; nothing where they are few. */
    private String end() {
      String all = letters.length() < FEWEST_SPELLED ? "" : letters.toString();
      letters.setLength(0);
      return all;
    }
  }

  /** What stands between two gaps: one word, or several of a script that sets no gaps. */
  List<String> of(String raw) {
    boolean any = false;
    for (int i = 0; i < raw.length() && !any; i++) {
      any = isGapless(raw.charAt(i));
    }
    if (any) {
      return withoutGaps(raw);
    }
    int at = raw.indexOf('@');
    if (at >= SHORTEST_JOINED && raw.length() - at > SHORTEST_JOINED) {
      // An address, of which both sides are words.
      return List.of(canonical(raw.substring(0, at)), canonical(raw.substring(at + 1)));
    }
    String word = canonical(raw);
    return word.isEmpty() ? List.of() : List.of(word);
  }

  private List<String> withoutGaps(String written) {
    StringBuilder folded = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      folded.append(Folding.fold(written.charAt(i)));
    }
    String raw = folded.toString();
    List<String> words = new ArrayList<>();
    int place = 0;
    while (place < raw.length()) {
      int end = place;
      while (end < raw.length() && !isGapless(raw.charAt(end))) {
        end++;
      }
      String word = end > place ? canonical(raw.substring(place, end)) : known(raw, place);
      words.add(word.isEmpty() ? SOME : word);
      place = end > place ? end : place + Math.max(1, word.length());
    }
    return words;
  }

  private String known(String raw, int place) {
    for (String one : gapless.getOrDefault(raw.substring(place, place + 1), List.of())) {
      if (raw.startsWith(one, place)) {
        return one;
      }
    }
    return "";
  }

  /** Whether a word stands for several that are joined, of which some are known. */
  boolean hidesWords(String raw) {
    String word = raw.length() > LONGEST_WORD ? canonical(raw) : "";
    return word.length() > LONGEST_WORD && !apart(word).isEmpty();
  }

  /** Whether a word is written so only in spelling another: one letter, or digits among letters. */
  static boolean isOdd(String raw) {
    return canonical(raw).length() == 1 || isMixed(raw);
  }

  /** Whether a character may stand in a word. */
  static boolean inWord(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '@'
          || c == '$';
    }
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.COMBINING_SPACING_MARK
        || Folding.fold(c) == Folding.SKIPPED;
  }

  // Chinese, Japanese, Thai; and Korean, whose words have endings.
  private static boolean isGapless(char c) {
    return (c >= '\u3040' && c <= '\u9fff')
        || (c >= '\uac00' && c <= '\ud7a3')
        || (c >= '\u0e00' && c <= '\u0e7f');
  }

  private static boolean isMixed(String raw) {
    boolean digit = raw.chars().anyMatch(Character::isDigit);
    return digit && raw.chars().anyMatch(Character::isLetter);
  }

  // The longest known word at each place; what is none is passed over letter by letter.
  private List<String> apart(String text) {
    List<String> words = new ArrayList<>();
    int place = 0;
    while (place + SHORTEST_JOINED <= text.length()) {
      String word = "";
      String begin = text.substring(place, place + SHORTEST_JOINED);
      for (String one : joined.getOrDefault(begin, List.of())) {
        if (text.startsWith(one, place)) {
          word = one;
          break;
        }
      }
      if (!word.isEmpty()) {
        words.add(word);
      }
      place += Math.max(1, word.length());
    }
    return words;
  }
}
