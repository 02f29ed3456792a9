package io.auterity.inspect;

import org.jspecify.annotations.Nullable;

/**
 * US social security numbers in three groups, apart by hyphens or blanks. Shortly after a word that
 * says what the nine digits are they may stand in any groups, and need not be issued.
 */
public record SocialSecurityNumbers() implements Finder {

  private static final Hints HINTS =
      new Hints(
          "ssn",
          "ssns",
          "social security",
          "social-security",
          "social sec",
          "soc sec",
          "soc. sec",
          "ss#",
          "ss #",
          "ss no",
          "ss number",
          "itin",
          "itins");

  private static final String USUAL = "- \u00a0\u2011\u2013";
  private static final String RARE = "./";
  private static final String NOBODY = "000000000";

  @Override
  public @Nullable Span at(TextView text, int start) {
    if (!text.isDigit(start) || isWord(text.at(start - 1))) {
      return null;
    }
    int middle = behind(text, start + 3);
    int last = behind(text, middle + 2);
    int end = last + 4;
    if (!digits(text, start, 3) || !digits(text, middle, 2) || !digits(text, last, 4)) {
      return null;
    }
    if (isWord(text.at(end))) {
      return null;
    }
    String number =
        text.slice(start, start + 3) + text.slice(middle, middle + 2) + text.slice(last, end);
    char separator = text.at(start + 3);
    boolean usual = USUAL.indexOf(separator) >= 0 && text.at(middle + 2) == separator;
    boolean known =
        (usual && isIssued(number)) || (!number.equals(NOBODY) && HINTS.tell(text, start));
    return known ? new Span("us_ssn", start, end) : null;
  }

  private static int behind(TextView text, int place) {
    char c = text.at(place);
    return USUAL.indexOf(c) >= 0 || RARE.indexOf(c) >= 0 ? place + 1 : place;
  }

  private static boolean digits(TextView text, int start, int count) {
    return text.endOfDigits(start, count) == start + count;
  }

  private static boolean isIssued(String number) {
    return !number.startsWith("000")
        && !number.startsWith("666")
        && number.charAt(0) != '9'
        && !number.startsWith("00", 3)
        && !number.endsWith("0000");
  }

  private static boolean isWord(char c) {
    return c == '-' || c == '_' || Character.isLetterOrDigit(c);
  }
}
