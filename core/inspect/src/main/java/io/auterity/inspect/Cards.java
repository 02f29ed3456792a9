package io.auterity.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Payment cards: 13 to 19 digits with the right check digit, in one run or in groups of at least
 * three as they stand on the card. Issuers of payment cards have numbers that begin with 2 to 6,
 * old ones of JCB and Maestro with 1800 and 0604. Behind a word such as "card" the check digit does
 * not count, as one that is mistyped tells all of its digits but one, and 12 digits with the right
 * one suffice.
 */
public record Cards() implements Finder {

  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;
  private static final int SHORTEST_GROUP = 3;
  private static final int SHORTEST_TOLD = 12;
  private static final int OLD_JCB = 15;
  private static final String OLD_MAESTRO = "0604";

  private static final Hints HINTS =
      new Hints(
          "card",
          "cards",
          "cardholder",
          "cardno",
          "cardnumber",
          "creditcard*",
          "visa",
          "mastercard*",
          "amex",
          "american express",
          "maestro",
          "cc",
          "kreditkarte*",
          "karte*",
          "tarjeta*",
          "cartão",
          "carte bancaire",
          "carte bleue",
          "carte de crédit",
          "carta di credito",
          "kreditkort*",
          "betaalkaart*",
          "карта",
          "карты",
          "карту",
          "картой",
          "карте",
          "カード",
          "卡");

  @Override
  public @Nullable Span at(TextView text, int start) {
    char first = text.at(start);
    if (first < '0' || first > '6' || !text.begins(start)) {
      return null;
    }
    int end = endOfCard(text, start);
    return end > start ? new Span("card", start, end) : null;
  }

  private static boolean isCard(TextView text, int start, CharSequence digits) {
    if (digits.charAt(0) == '1') {
      return digits.length() == OLD_JCB
          && digits.toString().startsWith("1800")
          && CheckDigits.luhn(digits);
    }
    if (digits.charAt(0) == '0' && !digits.toString().startsWith(OLD_MAESTRO)) {
      return false;
    }
    if (digits.length() >= SHORTEST && CheckDigits.luhn(digits)) {
      return true;
    }
    boolean may = digits.length() >= SHORTEST || CheckDigits.luhn(digits);
    return may && HINTS.tell(text, start);
  }

  /** The end of the longest card that begins here; {@code start} when there is none. */
  private static int endOfCard(TextView text, int start) {
    StringBuilder digits = new StringBuilder(LONGEST);
    int best = start;
    int group = start;
    while (true) {
      int end = text.endOfDigits(group, LONGEST + 1);
      boolean fits = end - group >= SHORTEST_GROUP && digits.length() + end - group <= LONGEST;
      if (!fits) {
        return best;
      }
      digits.append(text.slice(group, end));
      if (!text.isLetterOrDigit(end)
          && digits.length() >= SHORTEST_TOLD
          && isCard(text, start, digits)) {
        best = end;
      }
      if (" -\u00a0".indexOf(text.at(end)) < 0 || !text.isDigit(end + 1)) {
        return best;
      }
      group = end + 1;
    }
  }
}
