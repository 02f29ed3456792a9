package io.auterity.inspect;

/**
 * Characters that are not seen: Unicode's default ignorable code points (tags, variation selectors,
 * joiners, marks of direction, fillers, invisible operators, the soft hyphen), marks of annotations
 * and controls that part no words.
 */
final class Unseen {

  /** Where tags begin, of which each stands for a letter of ASCII. */
  private static final int TAGS = 0xe0000;

  /** Where the first 16 variation selectors begin, which stand for the bytes from 0 on. */
  private static final int SELECTORS = 0xfe00;

  /** Where the other variation selectors begin, which stand for the bytes from 16 on. */
  private static final int MORE_SELECTORS = 0xe0100;

  private static final int MORE_SELECTORS_END = 0xe01f0;
  private static final int TAGS_AND_SELECTORS_END = 0xe1000;

  static boolean is(int code) {
    if (code < 0x7f) {
      return code < 0x20 && !(code >= '\t' && code <= '\r') && code < 0x1c;
    }
    return code < 0x2000 ? isLow(code) : isHigh(code);
  }

  private static boolean isLow(int code) {
    return (code < 0xa0 && code != 0x85)
        || code == 0xad
        || code == 0x34f
        || code == 0x61c
        || code == 0x70f
        || code == 0x115f
        || code == 0x1160
        || code == 0x17b4
        || code == 0x17b5
        || (code >= 0x180b && code <= 0x180f);
  }

  private static boolean isHigh(int code) {
    return (code >= 0x200b && code <= 0x200f)
        || (code >= 0x202a && code <= 0x202e)
        || (code >= 0x2060 && code <= 0x206f)
        || code == 0x3164
        || (code >= 0xfe00 && code <= 0xfe0f)
        || code == 0xfeff
        || code == 0xffa0
        || (code >= 0xfff0 && code <= 0xfffb)
        || (code >= 0x1bca0 && code <= 0x1bca3)
        || (code >= 0x1d173 && code <= 0x1d17a)
        || (code >= TAGS && code < TAGS_AND_SELECTORS_END);
  }

  /** The byte for which a tag or a variation selector stands; negative where it is neither. */
  static int byteOf(int code) {
    if (code >= TAGS + ' ' && code < TAGS + 127) {
      return code - TAGS;
    }
    if (code >= SELECTORS && code < SELECTORS + 16) {
      return code - SELECTORS;
    }
    return code >= MORE_SELECTORS && code < MORE_SELECTORS_END ? code - MORE_SELECTORS + 16 : -1;
  }

  /** The sign of ASCII for which it stands; {@link TextView#NOTHING} where it stands for none. */
  static char spoken(int code) {
    int said = byteOf(code);
    return said >= ' ' && said < 127 ? (char) said : TextView.NOTHING;
  }

  /** Where the first one stands from a place on; negative where there is none. */
  static int first(CharSequence text, int from) {
    for (int place = from; place < text.length(); place++) {
      char c = text.charAt(place);
      boolean plain = c >= ' ' && c < 0x7f;
      if (!plain && is(Character.isHighSurrogate(c) ? Character.codePointAt(text, place) : c)) {
        return place;
      }
    }
    return -1;
  }

  /** Whether one that stands for a sign is in it. */
  static boolean anySpoken(CharSequence text) {
    for (int place = first(text, 0); place >= 0; place = first(text, place + 1)) {
      if (spoken(Character.codePointAt(text, place)) != TextView.NOTHING) {
        return true;
      }
    }
    return false;
  }
}
