package io.auterity.inspect;

import java.util.Locale;

/**
 * A text as finders read it, whole or only as far as it has come. It notices when a finder wanted
 * to read on where the rest is still to come, since then its answer is not final.
 */
public final class TextView {

  /** Stands before the beginning and behind the end. */
  public static final char NOTHING = '\0';

  private final CharSequence text;
  private final int length;
  private final boolean whole;
  private boolean beyond;

  TextView(CharSequence text, boolean whole) {
    this(text, text.length(), whole);
  }

  /** Of a text that is read up to there. */
  TextView(CharSequence text, int length, boolean whole) {
    this.text = text;
    this.length = length;
    this.whole = whole;
  }

  /** The unit at that place; {@link #NOTHING} outside of the text. */
  public char at(int place) {
    if (place < 0) {
      return NOTHING;
    }
    if (place >= length) {
      beyond |= !whole;
      return NOTHING;
    }
    return text.charAt(place);
  }

  int length() {
    return length;
  }

  String slice(int start, int end) {
    return text.subSequence(start, end).toString();
  }

  /** Whether a finder wanted to read what is still to come, since this was last asked. */
  boolean wentBeyond() {
    boolean went = beyond;
    beyond = false;
    return went;
  }

  boolean isDigit(int place) {
    char c = at(place);
    return c >= '0' && c <= '9';
  }

  boolean isLetterOrDigit(int place) {
    return Character.isLetterOrDigit(at(place));
  }

  /** Whether neither a letter nor a digit stands right before. */
  boolean begins(int place) {
    return !isLetterOrDigit(place - 1);
  }

  /** The first place from {@code place} on that holds no digit, at most that many on. */
  int endOfDigits(int place, int most) {
    int end = place;
    while (end - place < most && isDigit(end)) {
      end++;
    }
    return end;
  }

  /** What stands right before, in lower case. */
  String before(int place, int units) {
    int from = Math.max(0, place - Math.min(units, Finder.LOOKS_BACK));
    return slice(from, place).toLowerCase(Locale.ROOT);
  }
}
