package io.auterity.inspect;

/** Finds quotations in a text from its begin on, which are short and end where no word goes on. */
final class Quotes {

  /** Units behind its beginning by which one ends. */
  static final int LONGEST = 200;

  private static final String CLOSING = "'\"`”’»";

  /** Up to where none of these ends a quotation, so that nobody looks there again. */
  private final int[] none = new int[CLOSING.length()];

  /** Where a quotation ends that begins there; the place itself when none does. */
  int end(CharSequence text, int place) {
    int closing = closing(text.charAt(place));
    boolean inside = place > 0 && Character.isLetterOrDigit(text.charAt(place - 1));
    if (closing < 0 || inside) {
      return place;
    }
    int most = Math.min(text.length(), place + LONGEST);
    for (int end = Math.max(place + 1, none[closing]); end < most; end++) {
      boolean inWord = end + 1 < text.length() && Character.isLetterOrDigit(text.charAt(end + 1));
      if (text.charAt(end) == CLOSING.charAt(closing) && !inWord) {
        return end + 1;
      }
    }
    none[closing] = Math.max(none[closing], most);
    return place;
  }

  /** Counts places from another one on. */
  void forget(int past) {
    for (int i = 0; i < none.length; i++) {
      none[i] = Math.max(0, none[i] - past);
    }
  }

  private static int closing(char open) {
    return switch (open) {
      case '\'', '"', '`' -> CLOSING.indexOf(open);
      case '“', '„' -> CLOSING.indexOf('”');
      case '‘' -> CLOSING.indexOf('’');
      case '«' -> CLOSING.indexOf('»');
      default -> -1;
    };
  }
}
