package io.auterity.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds and decodes encoded text: base64 and base32, also over several lines and one in the other,
 * hexadecimal digits, and the numbers of letters one by one.
 */
final class EncodedText {

  /** Signs of the shortest row that may say something. */
  static final int SHORTEST = 16;

  private static final int LONGEST = 1 << 16;

  /** Signs of a line after which a row goes on in the next. */
  private static final int FULL_LINE = 60;

  /** Of how many numbers of letters a row consists at least. */
  static final int FEWEST_NUMBERS = 8;

  /** To which bases numbers of letters are written. */
  static final List<Integer> BASES = List.of(16, 10, 2);

  private static final int MOST_LAYERS = 3;
  private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** Adds what the codes in a text say. */
  static void addTo(List<String> meant, String text) {
    addTo(meant, text, 1);
  }

  private static void addTo(List<String> meant, String text, int layer) {
    List<String> said = new ArrayList<>(0);
    addRows(text, said);
    if (text.chars().filter(Character::isDigit).limit(FEWEST_NUMBERS).count() == FEWEST_NUMBERS) {
      addNumbers(text, said);
    }
    meant.addAll(said);
    if (layer < MOST_LAYERS) {
      said.forEach(one -> addTo(meant, one, layer + 1));
    }
  }

  /** Whether a sign may stand in a row. */
  static boolean isSign(char c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || "+/=_-".indexOf(c) >= 0;
  }

  /** Whether a row says something. */
  static boolean says(String row) {
    return read(row) != null;
  }

  private static void addRows(String text, List<String> said) {
    StringBuilder row = new StringBuilder();
    int line = 0;
    for (int place = 0; place <= text.length(); place++) {
      char c = place < text.length() ? text.charAt(place) : 0;
      if (isSign(c)) {
        row.append(c);
        continue;
      }
      boolean breaks = (c == '\n' || c == '\r') && place - line >= FULL_LINE;
      boolean ends = !breaks && !(c == '\n' && place > 0 && text.charAt(place - 1) == '\r');
      if (ends) {
        addRow(row.toString(), place == row.length(), said);
        row.setLength(0);
      }
      line = place + 1;
    }
  }

  // Where a text begins in the middle of a row, it is unknown where its groups begin.
  private static void addRow(String row, boolean begins, List<String> said) {
    if (row.length() < SHORTEST || row.length() > LONGEST) {
      return;
    }
    for (int skipped = 0; skipped < (begins ? 4 : 1); skipped++) {
      String one = read(row.substring(skipped));
      if (one != null) {
        said.add(one);
        return;
      }
    }
  }

  private static @Nullable String read(String row) {
    if (row.length() % 2 == 0 && row.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      return words(HexFormat.of().parseHex(row.toLowerCase(Locale.ROOT)));
    }
    String body = row.replace("=", "");
    boolean may32 = body.chars().allMatch(c -> BASE_32.indexOf(c) >= 0);
    String as32 = may32 ? words(base32(body)) : null;
    return as32 == null ? words(base64(body)) : as32;
  }

  private static byte[] base64(String row) {
    String body = row.replace('-', '+').replace('_', '/');
    try {
      int spare = body.length() % 4 == 1 ? 1 : 0;
      return Base64.getDecoder().decode(body.substring(0, body.length() - spare));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] base32(String row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int bits = 0;
    int count = 0;
    for (int i = 0; i < row.length(); i++) {
      bits = (bits << 5 | BASE_32.indexOf(row.charAt(i))) & 0xffff;
      count += 5;
      if (count >= 8) {
        count -= 8;
        bytes.write(bits >> count & 0xff);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * What bytes say; null where they are no text, which decodes to something as well, of which most
   * is no letter.
   */
  static @Nullable String words(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
    long words = text.chars().filter(c -> c != '\ufffd' && (c == ' ' || isLetter(c))).count();
    return text.length() >= 8 && words * 10 >= text.length() * 8L ? text : null;
  }

  private static boolean isLetter(int c) {
    return Character.isLetterOrDigit(c) || "+/=_-".indexOf(c) >= 0;
  }

  // Bytes in hexadecimal, binary or decimal digits, one after the other.
  private static void addNumbers(String text, List<String> said) {
    for (int base : BASES) {
      StringBuilder row = new StringBuilder();
      for (String part : text.split("[^0-9A-Za-z]+", -1)) {
        int letter = letter(part, base);
        if (letter >= 0) {
          row.append((char) letter);
        } else if (!part.isEmpty()) {
          addLetters(row, said);
        }
      }
      addLetters(row, said);
    }
  }

  private static void addLetters(StringBuilder row, List<String> said) {
    if (row.length() >= FEWEST_NUMBERS) {
      said.add(row.toString());
    }
    row.setLength(0);
  }

  /** The letter of a number, as 0x49, x49 or 49; 73; 01001001; below 0 where it is none. */
  static int letter(String part, int base) {
    String digits = base == 16 ? part.replaceFirst("^0?x", "") : part;
    boolean fits =
        switch (base) {
          case 16 -> digits.length() == 2;
          case 2 -> digits.length() == 8;
          default -> digits.length() == 2 || digits.length() == 3;
        };
    boolean number = fits && digits.chars().allMatch(c -> Character.digit(c, base) >= 0);
    int letter = number ? Integer.parseInt(digits, base) : -1;
    return letter >= ' ' && letter < 127 ? letter : -1;
  }
}
