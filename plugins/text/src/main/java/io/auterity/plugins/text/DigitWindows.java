package io.auterity.plugins.text;

/**
 * The windows of a text that may hold a phone number: at least seven digits with nothing but a few
 * signs and spaces between them, and some text around, where an extension may stand.
 */
final class DigitWindows {

  private static final int FEWEST_DIGITS = 7;
  private static final int WIDEST_GAP = 8;
  private static final int MARGIN = 30;

  private final String text;
  private int place;
  private int start;
  private int end;

  DigitWindows(String text) {
    this.text = text;
  }

  /** Moves to the next window; false when there is none. */
  boolean next() {
    while (place < text.length()) {
      if (isDigit(place) && endGroup(place) >= FEWEST_DIGITS) {
        start = Math.max(0, start - MARGIN);
        end = Math.min(text.length(), end + MARGIN);
        return true;
      }
      place++;
    }
    return false;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Finds where the group of digits that begins at {@code first} ends; returns their number. */
  private int endGroup(int first) {
    int digits = 0;
    int last = first;
    for (int at = first; at < text.length() && at - last <= WIDEST_GAP && mayJoin(at); at++) {
      if (isDigit(at)) {
        digits++;
        last = at;
      }
    }
    start = first;
    end = last + 1;
    place = last;
    return digits;
  }

  /** Letters never stand inside a number, except the x that some write for a space. */
  private boolean mayJoin(int at) {
    char c = text.charAt(at);
    return isDigit(at) || !Character.isLetter(c) || c == 'x';
  }

  private boolean isDigit(int at) {
    return Character.isDigit(text.charAt(at));
  }
}
