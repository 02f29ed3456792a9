package io.auterity.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A text as it may be meant: as it stands, and what it says once percent signs, references, base
 * 64, hexadecimal digits or rot13 are read. Each is bounded by the text's own length.
 */
final class Disguises {

  private static final int SHORTEST_CODE = 16;
  private static final int LONGEST_CODE = 1 << 16;
  private static final int LONGEST_REFERENCE = 10;

  private Disguises() {}

  /** What it may say besides what it says openly. */
  static List<String> of(String text) {
    List<String> meant = new ArrayList<>(2);
    if (text.indexOf('%') >= 0) {
      meant.add(withoutPercents(text));
    }
    if (text.contains("&#")) {
      meant.add(withoutReferences(text));
    }
    decode(text, meant);
    meant.add(rot13(text));
    return meant;
  }

  private static String withoutPercents(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      boolean code = text.charAt(i) == '%' && low >= 0;
      plain.append(code ? (char) (high * 16 + low) : text.charAt(i));
      i += code ? 2 : 0;
    }
    return plain.toString();
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

  private static void decode(String text, List<String> meant) {
    int start = 0;
    for (int place = 0; place <= text.length(); place++) {
      if (place < text.length() && isCode(text.charAt(place))) {
        continue;
      }
      if (place - start >= SHORTEST_CODE && place - start <= LONGEST_CODE) {
        String run = text.substring(start, place);
        addIfWords(isHex(run) ? fromHex(run) : fromBase64(run), meant);
      }
      start = place + 1;
    }
  }

  private static boolean isCode(char c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || "+/=_-".indexOf(c) >= 0;
  }

  private static boolean isHex(String run) {
    return run.length() % 2 == 0 && run.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static byte[] fromHex(String run) {
    return HexFormat.of().parseHex(run.toLowerCase(Locale.ROOT));
  }

  private static byte[] fromBase64(String run) {
    String body = run.replace('-', '+').replace('_', '/').replace("=", "");
    try {
      int spare = body.length() % 4 == 1 ? 1 : 0;
      return Base64.getDecoder().decode(body.substring(0, body.length() - spare));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  // Whatever is no text decodes to something as well, of which most is no letter.
  private static void addIfWords(byte[] bytes, List<String> meant) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    long words =
        text.chars().filter(c -> c == ' ' || (c < 128 && Character.isLetterOrDigit(c))).count();
    if (text.length() >= 8 && words * 10 >= text.length() * 8L) {
      meant.add(text);
    }
  }

  private static String rot13(String text) {
    StringBuilder turned = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char first = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
      turned.append(first == 0 ? c : (char) (first + (c - first + 13) % 26));
    }
    return turned.toString();
  }
}
