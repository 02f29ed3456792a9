package io.auterity.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Payment cards: 13 to 19 digits with the right check digit, in one run or in groups of at least
 * three as they stand on the card. Issuers of payment cards have numbers that begin with 2 to 6.
 */
public record Cards() implements Finder {

  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;
  private static final int SHORTEST_GROUP = 3;

  @Override
  public @Nullable Span at(TextView text, int start) {
    char first = text.at(start);
    if (first < '2' || first > '6' || !text.begins(start)) {
      return null;
    }
    int end = endOfCard(text, start);
    return end > start ? new Span("card", start, end) : null;
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
      if (!text.isLetterOrDigit(end) && digits.length() >= SHORTEST && CheckDigits.luhn(digits)) {
        best = end;
      }
      if (" -\u00a0".indexOf(text.at(end)) < 0 || !text.isDigit(end + 1)) {
        return best;
      }
      group = end + 1;
    }
  }
}
