package io.auterity.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes text that is hidden in characters that are not seen: the bytes for which tags and
 * variation selectors stand, and the bits for which two characters stand that take turns.
 */
final class HiddenText {

  /** Bits of the shortest row that may say something. */
  private static final int FEWEST_BITS = 64;

  private static final int BITS_OF_A_BYTE = 8;

  private HiddenText() {}

  /** Adds what is hidden in a text. */
  static void addTo(List<String> meant, String text) {
    if (Unseen.first(text, 0) < 0) {
      return;
    }
    String bytes = bytes(text);
    if (bytes.length() >= EncodedText.FEWEST_NUMBERS) {
      meant.add(bytes);
    }
    addBits(meant, text);
  }

  // Most controls are those of emoji, which are written with a selector each.
  private static String bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    text.codePoints().map(Unseen::byteOf).filter(said -> said >= '\t').forEach(bytes::write);
    return bytes.toString(StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\\s]]", "");
  }

  private static void addBits(List<String> meant, String text) {
    List<Integer> row = new ArrayList<>();
    for (int place = 0; place < text.length(); ) {
      int code = text.codePointAt(place);
      if (Unseen.is(code)) {
        row.add(code);
      } else {
        addRow(meant, row);
        row.clear();
      }
      place += Character.charCount(code);
    }
    addRow(meant, row);
  }

  private static void addRow(List<String> meant, List<Integer> row) {
    if (row.size() < FEWEST_BITS || row.stream().distinct().limit(3).count() != 2) {
      return;
    }
    for (int one : row.stream().distinct().toList()) {
      String said = EncodedText.words(bits(row, one));
      if (said != null) {
        meant.add(said);
      }
    }
  }

  private static byte[] bits(List<Integer> row, int one) {
    byte[] bytes = new byte[row.size() / BITS_OF_A_BYTE];
    for (int bit = 0; bit < bytes.length * BITS_OF_A_BYTE; bit++) {
      int at = bit / BITS_OF_A_BYTE;
      bytes[at] = (byte) (bytes[at] << 1 | (row.get(bit) == one ? 1 : 0));
    }
    return bytes;
  }
}
