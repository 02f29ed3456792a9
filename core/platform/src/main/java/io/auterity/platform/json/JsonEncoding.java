package io.auterity.platform.json;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;

/**
 * The one encoding of JSON between systems: UTF-8 without a byte order mark. Another reader may
 * take longer forms, halves of pairs or a mark for something else, so they are refused, in words.
 */
public final class JsonEncoding {

  private static final int MARK = 0xfeff;

  /**
   * Lets a text pass that is clean UTF-8.
   *
   * @throws CallFailedException {@code invalid}, saying what it is instead, or where it ends to be
   */
  public static void require(byte[] text) {
    int flaw = flaw(text);
    if (flaw < text.length || startsLikeAnother(text)) {
      throw new CallFailedException(FailureCode.INVALID, "not JSON: " + words(text, flaw));
    }
  }

  private static String words(byte[] text, int flaw) {
    if (startsLikeAnother(text)) {
      return "the text is UTF-16 or UTF-32, or begins with a byte order mark; send UTF-8 without"
          + " it";
    }
    int line = 1;
    for (int i = 0; i < flaw; i++) {
      line += text[i] == '\n' ? 1 : 0;
    }
    return "the text is not UTF-8 at byte %d, line %d".formatted(flaw + 1, line);
  }

  // The first two characters of JSON are ASCII, so that a NUL among their bytes tells.
  private static boolean startsLikeAnother(byte[] text) {
    if (text.length < 2) {
      return false;
    }
    int first = Byte.toUnsignedInt(text[0]) << 8 | Byte.toUnsignedInt(text[1]);
    return first == MARK
        || first == Short.toUnsignedInt(Short.reverseBytes((short) MARK))
        || text[0] == 0
        || text[1] == 0
        || (first == 0xefbb && text.length > 2 && text[2] == (byte) 0xbf);
  }

  private static int flaw(byte[] text) {
    int at = 0;
    while (at < text.length) {
      int bytes = text[at] >= 0 ? 1 : bytesAt(text, at);
      if (bytes == 0) {
        return at;
      }
      at += bytes;
    }
    return at;
  }

  // Of the character that begins here; 0 when none does.
  private static int bytesAt(byte[] text, int at) {
    int first = Byte.toUnsignedInt(text[at]);
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    int bytes = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (at + bytes > text.length) {
      return 0;
    }
    int second = Byte.toUnsignedInt(text[at + 1]);
    boolean clean = second >= lowest(first) && second <= highest(first);
    for (int i = at + 2; i < at + bytes; i++) {
      clean &= (text[i] & 0xc0) == 0x80;
    }
    return clean ? bytes : 0;
  }

  // Below it there is a shorter form.
  private static int lowest(int first) {
    return switch (first) {
      case 0xe0 -> 0xa0;
      case 0xf0 -> 0x90;
      default -> 0x80;
    };
  }

  // Above it there are halves of pairs, or no characters.
  private static int highest(int first) {
    return switch (first) {
      case 0xed -> 0x9f;
      case 0xf4 -> 0x8f;
      default -> 0xbf;
    };
  }
}
