package io.auterity.plugins.text;

import java.util.function.Consumer;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/**
 * Payment cards: 13 to 19 digits with the right check digit, in one run or in groups of at least
 * three as they stand on the card.
 */
record Cards() implements Finder {

  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;
  private static final int SHORTEST_GROUP = 3;

  @Override
  public void find(String text, Consumer<PersonalSpan> found) {
    int place = 0;
    while (place < text.length()) {
      if (!Chars.isDigit(text.charAt(place))) {
        place++;
        continue;
      }
      int end = startsCard(text, place) ? endOfCard(text, place) : place;
      if (end > place) {
        found.accept(new PersonalSpan(PersonalData.CARD, place, end));
      }
      place = Chars.endOfDigits(text, Math.max(end, place));
    }
  }

  /** Issuers of payment cards have numbers that begin with 2 to 6. */
  private static boolean startsCard(String text, int place) {
    char first = text.charAt(place);
    return first >= '2' && first <= '6' && !Chars.isLetterOrDigit(text, place - 1);
  }

  /** The end of the longest card that begins here; {@code start} when there is none. */
  private static int endOfCard(String text, int start) {
    StringBuilder digits = new StringBuilder(LONGEST);
    int best = start;
    int group = start;
    while (true) {
      int end = Chars.endOfDigits(text, group);
      boolean fits = end - group >= SHORTEST_GROUP && digits.length() + end - group <= LONGEST;
      if (!fits) {
        return best;
      }
      digits.append(text, group, end);
      if (!Chars.isLetterOrDigit(text, end) && isCard(digits)) {
        best = end;
      }
      if (!isSeparated(text, end)) {
        return best;
      }
      group = end + 1;
    }
  }

  private static boolean isCard(CharSequence digits) {
    return digits.length() >= SHORTEST
        && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits.toString());
  }

  private static boolean isSeparated(String text, int place) {
    return place < text.length()
        && " -\u00a0".indexOf(text.charAt(place)) >= 0
        && Chars.isDigit(text, place + 1);
  }
}
