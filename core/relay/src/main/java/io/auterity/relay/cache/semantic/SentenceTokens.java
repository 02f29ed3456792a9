package io.auterity.relay.cache.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a sentence: its words, numbers and marks, with their capitals; only plain sentences
 * have them.
 */
final class SentenceTokens {

  static final String OWNS = "'s";

  // Any other sign, a quote or a line may say something that words do not.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ,.?'-]*");
  private static final Pattern CHUNK = Pattern.compile("([^ ]*?)([,.?]*)");
  private static final Pattern NUMBER = Pattern.compile("(-?)(\\d+(?:[.,]\\d+)*)");
  private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+(?:[-'.,?][A-Za-z0-9]+)*");

  /** Null where a text has any sign but those of plain sentences, or one in an odd place. */
  static @Nullable List<String> of(String text) {
    String plain = text.strip().replace('’', '\'');
    if (!PLAIN.matcher(plain).matches()) {
      return null;
    }
    List<String> all = new ArrayList<>();
    for (String piece : plain.split(" +", -1)) {
      Matcher chunk = CHUNK.matcher(piece);
      if (!chunk.matches() || !word(chunk.group(1), all)) {
        return null;
      }
      chunk.group(2).chars().forEach(mark -> all.add(Character.toString(mark)));
    }
    return all;
  }

  private static boolean word(String piece, List<String> all) {
    Matcher number = NUMBER.matcher(piece);
    if (piece.isEmpty()) {
      return true;
    }
    if (number.matches()) {
      if (!number.group(1).isEmpty()) {
        all.add("minus");
      }
      String digits = number.group(2);
      all.add(THOUSANDS.matcher(digits).matches() ? digits.replace(",", "") : digits);
      return true;
    }
    boolean owner = piece.endsWith(OWNS);
    all.add(owner ? piece.substring(0, piece.length() - OWNS.length()) : piece);
    if (owner) {
      all.add(OWNS);
    }
    return WORD.matcher(piece).matches();
  }
}
