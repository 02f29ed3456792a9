package io.auterity.inspect;

import org.jspecify.annotations.Nullable;

/**
 * US social security numbers in three groups; without separators only shortly after a word that
 * says what the nine digits are.
 */
public record SocialSecurityNumbers() implements Finder {

  private static final Hints HINTS = new Hints("ssn", "social security", "ss#", "ss number");

  @Override
  public @Nullable Span at(TextView text, int start) {
    if (!text.isDigit(start) || isWord(text.at(start - 1))) {
      return null;
    }
    char separator = text.at(start + 3);
    boolean separated = separator == '-' || separator == ' ';
    int step = separated ? 1 : 0;
    int middle = start + 3 + step;
    int last = middle + 2 + step;
    int end = last + 4;
    if (!digits(text, start, 3) || !digits(text, middle, 2) || !digits(text, last, 4)) {
      return null;
    }
    boolean alike = !separated || text.at(middle + 2) == separator;
    if (!alike || isWord(text.at(end))) {
      return null;
    }
    boolean issued = isIssued(text.slice(start, start + 3), text.slice(middle, middle + 2));
    boolean known = issued && !text.slice(last, end).equals("0000");
    return known && (separated || HINTS.stand(text, start)) ? new Span("us_ssn", start, end) : null;
  }

  private static boolean digits(TextView text, int start, int count) {
    return text.endOfDigits(start, count) == start + count;
  }

  private static boolean isIssued(String area, String group) {
    return !area.equals("000")
        && !area.equals("666")
        && area.charAt(0) != '9'
        && !group.equals("00");
  }

  private static boolean isWord(char c) {
    return c == '-' || c == '_' || Character.isLetterOrDigit(c);
  }
}
