package io.auterity.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as it may be meant: as it stands, and what it says once escapes, codes or rot13 are read,
 * or from its end. Each is bounded by the text's own length.
 */
final class TextDeobfuscation {

  private static final int LONGEST_REFERENCE = 10;

  /** What it may say besides what it says openly. */
  static List<String> of(String text) {
    List<String> meant = new ArrayList<>(2);
    if (text.indexOf('%') >= 0) {
      meant.add(withoutPercents(text));
    }
    if (text.contains("&#")) {
      meant.add(withoutReferences(text));
    }
    if (text.contains("\\u") || text.contains("\\x")) {
      meant.add(withoutEscapes(text));
    }
    String seen = withoutLookalikes(text);
    if (!seen.equals(text)) {
      meant.add(seen);
    }
    EncodedText.addTo(meant, text);
    HiddenText.addTo(meant, text);
    meant.add(rot13(text));
    meant.add(new StringBuilder(text).reverse().toString());
    return meant;
  }

  /** Whether a sign ends there that stands for another. */
  static boolean isEscapedAt(CharSequence text, int place) {
    char c = text.charAt(place);
    if (Character.isLowSurrogate(c)) {
      if (place == 0 || !Character.isHighSurrogate(text.charAt(place - 1))) {
        return false;
      }
      int code = Character.toCodePoint(text.charAt(place - 1), c);
      return Folding.fold(code) < 128 || Unseen.byteOf(code) >= 0;
    }
    boolean reference = c == '#' && place > 0 && text.charAt(place - 1) == '&';
    boolean escape = (c == 'u' || c == 'x') && place > 0 && text.charAt(place - 1) == '\\';
    boolean percent =
        place > 1
            && text.charAt(place - 2) == '%'
            && Character.digit(c, 16) >= 0
            && Character.digit(text.charAt(place - 1), 16) >= 0;
    return reference || escape || percent;
  }

  /**
   * Whether a text ends in half of a character or in the beginning of an escape, so that more must
   * be there to tell what it says.
   *
   * @param run where what stands behind its last blank begins
   */
  static boolean mayGoOn(CharSequence text, int run) {
    int end = text.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      return true;
    }
    for (int place = end - 1; place >= Math.max(run, end - 4); place--) {
      if ("%&\\".indexOf(text.charAt(place)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static String withoutPercents(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int code = text.charAt(i) == '%' ? hex(text, i + 1, 2) : -1;
      plain.append(code >= 0 ? (char) code : text.charAt(i));
      i += code >= 0 ? 2 : 0;
    }
    return plain.toString();
  }

  // As programs write them: x49 or u0049 behind a backslash.
  private static String withoutEscapes(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i) == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      int digits = next == 'u' ? 4 : next == 'x' ? 2 : 0;
      int code = digits == 0 ? -1 : hex(text, i + 2, digits);
      plain.append(code >= 0 ? (char) code : text.charAt(i));
      i += code >= 0 ? digits + 1 : 0;
    }
    return plain.toString();
  }

  private static int hex(String text, int from, int digits) {
    int code = from + digits <= text.length() ? 0 : -1;
    for (int i = from; i < from + digits && code >= 0; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      code = digit < 0 ? -1 : code * 16 + digit;
    }
    return code;
  }

  // HTML's &#73; and &#x49;.
  private static String withoutReferences(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int place = 0;
    while (place < text.length()) {
      int most = Math.min(text.length(), place + LONGEST_REFERENCE);
      int end = text.startsWith("&#", place) ? text.indexOf(';', place, most) : -1;
      int code = end < 0 ? -1 : number(text.substring(place + 2, end));
      if (Character.isValidCodePoint(code)) {
        plain.appendCodePoint(code);
        place = end + 1;
      } else {
        plain.append(text.charAt(place++));
      }
    }
    return plain.toString();
  }

  private static int number(String written) {
    boolean hex = written.startsWith("x") || written.startsWith("X");
    try {
      return hex ? Integer.parseInt(written.substring(1), 16) : Integer.parseInt(written);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  // Letters of mathematics, in circles and in squares, and what is invisible and stands for
  // letters.
  private static String withoutLookalikes(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            code -> {
              int seen = Character.isBmpCodePoint(code) ? code : Folding.fold(code);
              plain.appendCodePoint(seen);
            });
    return plain.toString();
  }

  static String rot13(String text) {
    StringBuilder turned = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char first = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
      turned.append(first == 0 ? c : (char) (first + (c - first + 13) % 26));
    }
    return turned.toString();
  }
}
