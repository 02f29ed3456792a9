package io.auterity.inspect;

import java.text.Normalizer;

/**
 * Letters as a reader sees them: small, without accents, of full width as of half, and those of
 * other scripts that look like Latin ones as these. What nobody sees is {@link #SKIPPED}.
 */
final class Folding {

  /** Stands for a character that does not count. */
  static final char SKIPPED = '\uffff';

  // Greek and Cyrillic letters that look like those below them.
  private static final String LIKE = "аеорсухіјѕԁһԛԝκουρτνιαεвкмнтАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
  private static final String LATIN = "aeopcyxijsdhqwkouptviaebkmhtabekmhopctxijsabezhikmnoptyx";

  private Folding() {}

  static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    int like = LIKE.indexOf(c);
    if (like >= 0) {
      return LATIN.charAt(like);
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
