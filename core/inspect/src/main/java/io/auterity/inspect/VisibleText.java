package io.auterity.inspect;

import java.util.Arrays;

/**
 * A text that grows, as it is seen: without the characters that {@linkplain Unseen are not seen},
 * and where each of the others stands in what was written. While there are none of these, both are
 * one.
 */
public final class VisibleText {

  /** Whether tags are read as the signs for which they stand, as language models do. */
  private final boolean tags;

  private final StringBuilder written = new StringBuilder();

  /** The same object while each unit is seen. */
  private StringBuilder seen = written;

  /** Where each unit that is seen was written; not used while all are. */
  private int[] places = new int[0];

  /** Up to where it was read: of a character of two units both are needed. */
  private int read;

  VisibleText(boolean tags) {
    this.tags = tags;
  }

  /** All of a text as it is seen; the very same where nothing of it is not. */
  public static String of(String text) {
    if (Unseen.first(text, 0) < 0) {
      return text;
    }
    VisibleText visible = new VisibleText(false);
    visible.append(text, true);
    return visible.seen.toString();
  }

  /** The same with a blank wherever something is not seen. */
  static String spaced(String text) {
    StringBuilder spaced = new StringBuilder(text.length());
    text.codePoints().forEach(code -> spaced.appendCodePoint(Unseen.is(code) ? ' ' : code));
    return spaced.toString();
  }

  /**
   * Reads on.
   *
   * @param whole whether no more follows
   */
  void append(CharSequence piece, boolean whole) {
    written.append(piece);
    int next = apart() ? read : Unseen.first(written, read);
    int end = written.length();
    if (!whole && end > 0 && Character.isHighSurrogate(written.charAt(end - 1))) {
      end--;
    }
    if (!apart() && (next < 0 || next >= end)) {
      read = end;
      return;
    }
    part(next);
    for (int place = next; place < end; ) {
      int code = Character.codePointAt(written, place);
      int units = Math.min(Character.charCount(code), end - place);
      see(code, place, units);
      place += units;
    }
    read = end;
  }

  private boolean apart() {
    return seen != written;
  }

  // From now on what is seen is not what was written, which is so up to that place.
  private void part(int upTo) {
    if (!apart()) {
      seen = new StringBuilder(written.length()).append(written, 0, upTo);
      places = new int[Math.max(upTo, 16)];
      Arrays.setAll(places, place -> place);
    }
  }

  private void see(int code, int place, int units) {
    char spoken = tags ? Unseen.spoken(code) : TextView.NOTHING;
    if (spoken != TextView.NOTHING) {
      note(spoken, place);
    } else if (!Unseen.is(code)) {
      for (int i = 0; i < units; i++) {
        note(written.charAt(place + i), place + i);
      }
    }
  }

  private void note(char unit, int place) {
    if (seen.length() == places.length) {
      places = Arrays.copyOf(places, places.length * 2);
    }
    places[seen.length()] = place;
    seen.append(unit);
  }

  TextView view(boolean whole) {
    return new TextView(seen, apart() ? seen.length() : read, whole);
  }

  /** Whether nothing was left out or read otherwise. */
  boolean isAsWritten() {
    return !apart();
  }

  /** Units that were written. */
  int length() {
    return written.length();
  }

  /** Where a unit that is seen was written; of the one after the last, the end of what was read. */
  int place(int unit) {
    if (!apart()) {
      return unit;
    }
    return unit < seen.length() ? places[unit] : read;
  }

  /** Where what was written of units that are seen ends. */
  int end(int unit) {
    if (!apart()) {
      return unit;
    }
    int last = places[unit - 1];
    return last + Character.charCount(Character.codePointAt(written, last));
  }

  CharSequence written() {
    return written;
  }

  /**
   * Forgets what was written before that place, but for so many units that are seen.
   *
   * @param upTo the unit that is seen first of what is still needed
   * @param kept units before it
   * @return the place of that unit now
   */
  int forget(int upTo, int kept) {
    int from = Math.max(0, upTo - kept);
    int place = place(upTo);
    if (apart()) {
      String before = seen.substring(from, upTo);
      String rest = written.substring(place);
      boolean whole = read == written.length();
      seen = written;
      written.setLength(0);
      written.append(before);
      read = before.length();
      places = new int[0];
      append(rest, whole);
      return before.length();
    }
    written.delete(0, from);
    read -= from;
    return upTo - from;
  }
}
