package io.auterity.relay.guard;

/** Unescapes text whose signs are escaped as in JSON (RFC 8259, section 7), also repeatedly. */
final class Escapes {

  private static final int MOST_TIMES = 4;
  private static final String SIGNS = "\"\\/bfnrt";
  private static final String MEANT = "\"\\/\b\f\n\r\t";

  static String undone(String text) {
    String plain = text;
    for (int i = 0; i < MOST_TIMES && plain.indexOf('\\') >= 0; i++) {
      plain = once(plain);
    }
    return plain;
  }

  /** What it says where its signs are escaped once. */
  static String once(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int place = 0;
    while (place < text.length()) {
      char next = place + 1 < text.length() ? text.charAt(place + 1) : 0;
      int sign = SIGNS.indexOf(next);
      int code = next == 'u' ? code(text, place + 2) : -1;
      if (text.charAt(place) != '\\' || (sign < 0 && code < 0)) {
        plain.append(text.charAt(place++));
      } else if (code >= 0) {
        plain.append((char) code);
        place += 6;
      } else {
        plain.append(MEANT.charAt(sign));
        place += 2;
      }
    }
    return plain.toString();
  }

  private static int code(String text, int from) {
    int code = from + 4 <= text.length() ? 0 : -1;
    for (int i = from; i < from + 4 && code >= 0; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      code = digit < 0 ? -1 : code * 16 + digit;
    }
    return code;
  }
}
