package io.auterity.inspect;

import java.text.Normalizer;

/**
 * Letters as a reader sees them: small, without accents, of full width as of half, and those of
 * other scripts that look like Latin ones as these. What is invisible is {@link #SKIPPED}.
 */
final class Folding {

  /** Stands for a character that does not count. */
  static final char SKIPPED = '\uffff';

  // Greek and Cyrillic letters that look like those below them.
  private static final String LIKE =
      "аеорсухіјѕԁһԛԝκουρτνιαεвкмнтАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧøØłŁıđĐßæ";
  private static final String LATIN =
      "aeopcyxijsdhqwkouptviaebkmhtabekmhopctxijsabezhikmnoptyxoolliddsa";

  /**
   * A cache of folded characters, since normalising is slow; threads that race write the same
   * value.
   */
  private static final char[] FOLDED = new char[1 << 16];

  static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    char known = FOLDED[c];
    if (known == 0) {
      known = folded(c);
      FOLDED[c] = known;
    }
    return known;
  }

  private static char folded(char c) {
    int like = LIKE.indexOf(c);
    if (like >= 0) {
      return LATIN.charAt(like);
    }
    if (c >= '\uac00' && c <= '\ud7a3') {
      // The syllables of Korean are no letters with accents.
      return c;
    }
    int type = Character.getType(c);
    if (type == Character.FORMAT || type == Character.NON_SPACING_MARK || isVariant(c)) {
      return SKIPPED;
    }
    String apart = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD);
    char first = apart.charAt(0);
    return first < 128 ? fold(first) : Character.toLowerCase(first);
  }

  private static boolean isVariant(char c) {
    return (c >= '\ufe00' && c <= '\ufe0f') || c == '\u115f' || c == '\u3164';
  }

  /**
   * Letters beyond the first plane that look like others, and what is unseen and stands for one.
   */
  static int fold(int code) {
    if (Character.isBmpCodePoint(code)) {
      return fold((char) code);
    }
    char spoken = Unseen.spoken(code);
    if (spoken != TextView.NOTHING) {
      return spoken;
    }
    String apart = Normalizer.normalize(Character.toString(code), Normalizer.Form.NFKD);
    return apart.length() == 1 ? fold(apart.charAt(0)) : code;
  }

  /** All of a text folded. */
  static String fold(CharSequence text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = fold(text.charAt(i));
      if (c != SKIPPED) {
        folded.append(c);
      }
    }
    return folded.toString();
  }
}
