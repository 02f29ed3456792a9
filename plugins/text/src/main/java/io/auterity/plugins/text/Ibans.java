package io.auterity.plugins.text;

import java.util.Locale;
import java.util.function.Consumer;
import org.iban4j.CountryCode;
import org.iban4j.IbanUtil;

/** IBANs of the length that their country prescribes and with the right check digits. */
record Ibans() implements Finder {

  @Override
  public void find(String text, Consumer<PersonalSpan> found) {
    for (int start = 0; start + 4 < text.length(); start++) {
      if (looksLikeStart(text, start)) {
        int end = endOfIban(text, start);
        if (end > start) {
          found.accept(new PersonalSpan(PersonalData.IBAN, start, end));
        }
      }
    }
  }

  private static boolean looksLikeStart(String text, int start) {
    return isLetter(text.charAt(start))
        && isLetter(text.charAt(start + 1))
        && Chars.isDigit(text, start + 2)
        && Chars.isDigit(text, start + 3)
        && !Chars.isLetterOrDigit(text, start - 1);
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static int endOfIban(String text, int start) {
    String country = text.substring(start, start + 2).toUpperCase(Locale.ROOT);
    CountryCode code = CountryCode.getByCode(country);
    if (code == null || !IbanUtil.isSupportedCountry(code)) {
      return start;
    }
    int length = IbanUtil.getIbanLength(code);
    StringBuilder compact = new StringBuilder(length);
    int end = start;
    while (compact.length() < length && end < text.length()) {
      char c = text.charAt(end);
      if (isLetter(c) || Chars.isDigit(c)) {
        compact.append(c);
      } else if (!isSeparator(c) || isSeparator(text.charAt(end - 1))) {
        return start;
      }
      end++;
    }
    boolean whole = compact.length() == length && !Chars.isLetterOrDigit(text, end);
    return whole && IbanUtil.isValid(compact.toString().toUpperCase(Locale.ROOT)) ? end : start;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '\u00a0';
  }
}
