package io.auterity.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words before a number that say what it is. They stand whole; one that is written with {@code *}
 * behind it may go on, as "karte*" does in "Kartennummer".
 */
final class Hints {

  private static final int REACH = 40;

  private static final char GAPLESS = '\u2e80';

  private static final Pattern OTHER_NUMBER =
      Pattern.compile(
          "[0-9].*?(?!\\b(?:and|or|und|oder|et|ou|y|e)\\b)\\b\\p{L}{2,}", Pattern.DOTALL);

  private final int reach;
  private final List<Word> words;

  Hints(String... words) {
    this(REACH, words);
  }

  /**
   * @param reach units before the number within which they stand
   */
  Hints(int reach, String... words) {
    this.reach = reach;
    this.words = Arrays.stream(words).map(Word::of).toList();
  }

  private record Word(String letters, boolean goesOn) {

    static Word of(String written) {
      boolean goesOn = written.endsWith("*");
      String letters = goesOn ? written.substring(0, written.length() - 1) : written;
      char last = letters.charAt(letters.length() - 1);
      return new Word(letters, goesOn || !Character.isLetterOrDigit(last) || isGapless(last));
    }

    /** Where it stands last; -1 where it does not. */
    int last(String before) {
      int place = before.lastIndexOf(letters);
      while (place >= 0 && !stands(before, place)) {
        place = place == 0 ? -1 : before.lastIndexOf(letters, place - 1);
      }
      return place;
    }

    private boolean stands(String before, int place) {
      int end = place + letters.length();
      return begins(before, place)
          && (goesOn || end == before.length() || !Character.isLetter(before.charAt(end)));
    }
  }

  /** Whether one of the words stands shortly before. */
  boolean stand(TextView text, int start) {
    String before = text.before(start, reach);
    return words.stream().anyMatch(word -> word.last(before) >= 0);
  }

  /**
   * Whether one of the words stands shortly before, and no other number with a word of its own
   * between: of "SSN 536-22-1234, routing number 061000104" the second is something else.
   */
  boolean tell(TextView text, int start) {
    String before = text.before(start, reach);
    return words.stream().anyMatch(word -> tells(word, before));
  }

  private static boolean tells(Word word, String before) {
    int place = word.last(before);
    int end = place + word.letters().length();
    return place >= 0 && !OTHER_NUMBER.matcher(before).region(end, before.length()).find();
  }

  /** Whether a letter is of a script that sets no gaps between words. */
  static boolean isGapless(char c) {
    return c >= GAPLESS && Character.isLetter(c);
  }

  private static boolean begins(String before, int place) {
    return place == 0
        || isGapless(before.charAt(place))
        || !Character.isLetterOrDigit(before.charAt(place - 1));
  }
}
