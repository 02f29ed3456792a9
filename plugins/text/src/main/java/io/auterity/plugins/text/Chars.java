package io.auterity.plugins.text;

/** Questions about single characters of a text; a place outside the text holds nothing. */
final class Chars {

  private Chars() {}

  static boolean isDigit(String text, int place) {
    return inside(text, place) && isDigit(text.charAt(place));
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetterOrDigit(String text, int place) {
    return inside(text, place) && Character.isLetterOrDigit(text.charAt(place));
  }

  /** The first place from {@code place} on that holds no digit. */
  static int endOfDigits(String text, int place) {
    int end = place;
    while (isDigit(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean inside(String text, int place) {
    return place >= 0 && place < text.length();
  }
}
