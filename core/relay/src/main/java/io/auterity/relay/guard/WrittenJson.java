package io.auterity.relay.guard;

import io.auterity.spi.Json;

/**
 * JSON as it was written (RFC 8259), of which strings and whole numbers are replaced where they
 * stand; all else stays, to the last digit and blank.
 */
final class WrittenJson {

  private final String text;
  private final Replacement replacement;
  private final StringBuilder out;
  private int copied;

  /** What stands in the place of a string or of a whole number. */
  interface Replacement {
    /**
     * What it says from now on; the same where it stays.
     *
     * @param name whether it is the name of a field
     */
    String of(String said, boolean name, boolean number);
  }

  private WrittenJson(String text, Replacement replacement) {
    this.text = text;
    this.replacement = replacement;
    this.out = new StringBuilder(0);
  }

  /**
   * The same text with others in their places, in order; the very same where all stay.
   *
   * @param text that is known to be JSON
   */
  static String replaced(String text, Replacement replacement) {
    return new WrittenJson(text, replacement).replaced();
  }

  private String replaced() {
    int place = 0;
    while (place < text.length()) {
      char c = text.charAt(place);
      if (c == '"') {
        place = string(place);
      } else if (c == '-' || (c >= '0' && c <= '9')) {
        place = number(place);
      } else {
        place++;
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  private int string(int start) {
    int end = start + 1;
    boolean escaped = false;
    while (text.charAt(end) != '"') {
      boolean escape = text.charAt(end) == '\\';
      escaped |= escape;
      end += escape ? 2 : 1;
    }
    String raw = text.substring(start + 1, end);
    String said = escaped ? Escapes.once(raw) : raw;
    replace(start, end + 1, said, replacement.of(said, isName(end + 1), false));
    return end + 1;
  }

  private boolean isName(int after) {
    int place = after;
    while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
      place++;
    }
    return place < text.length() && text.charAt(place) == ':';
  }

  private int number(int start) {
    int end = start + 1;
    boolean whole = true;
    while (end < text.length() && "+-.eE0123456789".indexOf(text.charAt(end)) >= 0) {
      whole &= Character.isDigit(text.charAt(end));
      end++;
    }
    if (whole) {
      String said = text.substring(start, end);
      replace(start, end, said, replacement.of(said, false, true));
    }
    return end;
  }

  private void replace(int start, int end, String said, String other) {
    if (!other.equals(said)) {
      out.append(text, copied, start).append(Json.of(other));
      copied = end;
    }
  }
}
