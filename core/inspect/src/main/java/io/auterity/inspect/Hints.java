package io.auterity.inspect;

import java.util.List;

/** Words before a number that say what it is. */
final class Hints {

  private static final int REACH = 40;

  private final int reach;
  private final List<String> words;

  Hints(String... words) {
    this(REACH, words);
  }

  /**
   * @param reach units before the number within which they stand
   */
  Hints(int reach, String... words) {
    this.reach = reach;
    this.words = List.of(words);
  }

  /** Whether one of the words stands shortly before. */
  boolean stand(TextView text, int start) {
    String before = text.before(start, reach);
    for (String word : words) {
      int place = before.lastIndexOf(word);
      if (place >= 0 && (place == 0 || !Character.isLetterOrDigit(before.charAt(place - 1)))) {
        return true;
      }
    }
    return false;
  }
}
