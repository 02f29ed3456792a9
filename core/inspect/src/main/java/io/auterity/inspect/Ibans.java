package io.auterity.inspect;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * IBANs of the length that their country prescribes (ISO 13616) and with the right check digits.
 * Behind a word that says so, neither counts: a mistyped one tells most of an account too.
 */
public record Ibans() implements Finder {

  private static final int SHORTEST = 15;
  private static final int LONGEST = 34;

  private static final Hints HINTS =
      new Hints("iban*", "bank account", "account number", "account no", "kontonummer*");

  private static final Map<String, Integer> LENGTHS =
      Pattern.compile("(?<=\\G.{4})")
          .splitAsStream(
              "AD24AE23AL28AO25AT20AX18AZ28BA20BE16BG22BH22BI27BL27BR29BY28CH21CR22CV25CY28CZ24"
                  + "DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GA27GB22GE22GF27GG22GI23GL18GP27GR27"
                  + "GT28HR21HU28IE22IL23IM22IQ23IR26IS26IT27JE22JO30KW30KZ20LB28LC32LI21LT20LU20LV21"
                  + "LY25MA28MC27MD24ME22MF27MK19MN20MQ27MR27MT31MU30MZ25NC27NI28NL18NO15OM23PF27PK24"
                  + "PL28PM27PS29PT25QA29RE27RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SN28SO23ST25SV28"
                  + "TF27TL23TN24TR26UA29VA22VG24WF27XK20YE30YT27")
          .collect(
              Collectors.toUnmodifiableMap(
                  one -> one.substring(0, 2), one -> Integer.valueOf(one.substring(2))));

  @Override
  public @Nullable Span at(TextView text, int start) {
    if (!isLetter(text.at(start)) || !text.begins(start) || !isLetter(text.at(start + 1))) {
      return null;
    }
    if (!text.isDigit(start + 2) || !text.isDigit(start + 3)) {
      return null;
    }
    Integer length = LENGTHS.get(text.slice(start, start + 2).toUpperCase(Locale.ROOT));
    if (length == null) {
      return null;
    }
    int end = end(text, start, length);
    if (end == start && HINTS.tell(text, start)) {
      end = endOfWrong(text, start);
    }
    return end > start ? new Span("iban", start, end) : null;
  }

  /** The end of letters and digits in one run, or in groups of four and a last one, with digits. */
  private static int endOfWrong(TextView text, int start) {
    int letters = 0;
    int group = start;
    while (true) {
      int end = group;
      boolean digit = false;
      while (end - start <= LONGEST + LONGEST / 4 && isOfIban(text, end)) {
        digit |= text.isDigit(end);
        end++;
      }
      boolean fits = end > group && (digit || letters == 4) && !text.isLetterOrDigit(end);
      if (!fits || letters + end - group > LONGEST) {
        return letters >= SHORTEST ? group - 1 : start;
      }
      letters += end - group;
      boolean more = end - group == 4 && isSeparator(text.at(end)) && isOfIban(text, end + 1);
      if (!more) {
        return letters >= SHORTEST ? end : start;
      }
      group = end + 1;
    }
  }

  private static boolean isOfIban(TextView text, int place) {
    return isLetter(text.at(place)) || text.isDigit(place);
  }

  private static int end(TextView text, int start, int length) {
    int letters = 0;
    int remainder = 0;
    int head = 0;
    int end = start;
    while (letters < length) {
      char c = text.at(end);
      if (isLetter(c) || text.isDigit(end)) {
        int value = Character.digit(c, 36);
        if (letters < 4) {
          head = next(head, value);
        } else {
          remainder = next(remainder, value);
        }
        letters++;
      } else if (!isSeparator(c) || isSeparator(text.at(end - 1))) {
        return start;
      }
      end++;
    }
    // The first four count after the others: two letters and two digits, six decimal places.
    boolean right = (remainder * 1_000_000L % 97 + head) % 97 == 1;
    return right && !text.isLetterOrDigit(end) ? end : start;
  }

  private static int next(int remainder, int value) {
    return (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '\u00a0';
  }
}
