package io.auterity.inspect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that states give to persons: of the United Kingdom (national insurance), Spain (DNI and
 * NIE), France (NIR), Italy (codice fiscale) and Brazil (CPF), by form and check digits.
 */
public record NationalNumbers() implements Finder {

  private static final int LONGEST = 24;
  private static final String SPAIN = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final Hints CPF = new Hints("cpf");
  private static final String ODD_OF_ITALY = "BAFHJNPRTVCESULDGIMOQKWZYX";

  @Override
  public @Nullable Span at(TextView text, int start) {
    if (!Character.isLetterOrDigit(text.at(start)) || !text.begins(start)) {
      return null;
    }
    StringBuilder compact = new StringBuilder(16);
    int found = start;
    int gap = 0;
    boolean digits = false;
    for (int place = start; place - start < LONGEST && compact.length() < 16; place++) {
      char c = text.at(place);
      if (c < 128 && Character.isLetterOrDigit(c)) {
        compact.append(Character.toUpperCase(c));
        digits |= text.isDigit(place);
        if (!digits && (compact.length() > 6 || gap > 0 || place - start >= compact.length())) {
          break;
        }
        gap = 0;
        boolean ends = compact.length() >= 9 && !Character.isLetterOrDigit(text.at(place + 1));
        found = ends && isOne(text, start, place, compact) ? place + 1 : found;
      } else if (" .-".indexOf(c) < 0 || ++gap > 1 || (!digits && compact.length() != 2)) {
        break;
      }
    }
    return found > start ? new Span("national_id", start, found) : null;
  }

  private static boolean isOne(TextView text, int start, int last, CharSequence compact) {
    String number = compact.toString().toUpperCase(Locale.ROOT);
    return switch (number.length()) {
      case 9 -> isBritish(number) || isSpanish(number);
      case 11 ->
          (text.slice(start, last + 1).matches("\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}")
                  || (number.matches("\\d{11}") && CPF.stand(text, start)))
              && isCpf(number);
      case 15 -> isFrench(number);
      case 16 -> isItalian(number);
      default -> false;
    };
  }

  private static boolean isBritish(String number) {
    return number.matches("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\\d{6}[A-D]")
        && !number.matches("(BG|GB|KN|NK|NT|TN|ZZ).*");
  }

  private static boolean isSpanish(String number) {
    if (!number.matches("[0-9XYZ]\\d{7}[A-Z]")) {
      return false;
    }
    int first = "XYZ".indexOf(number.charAt(0));
    String digits = (first < 0 ? number.substring(0, 1) : "" + first) + number.substring(1, 8);
    return SPAIN.charAt(Integer.parseInt(digits) % 23) == number.charAt(8);
  }

  private static boolean isFrench(String number) {
    if (!number.matches("[12]\\d{4}(\\d{2}|2[AB])\\d{8}")) {
      return false;
    }
    String digits = number.substring(0, 13).replace("2A", "19").replace("2B", "18");
    return 97 - Long.parseLong(digits) % 97 == Long.parseLong(number.substring(13));
  }

  private static boolean isItalian(String number) {
    if (!number.matches(
        "[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]")) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = number.charAt(i);
      int value = Character.isDigit(c) ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? ODD_OF_ITALY.charAt(value) - 'A' : value;
    }
    return 'A' + sum % 26 == number.charAt(15);
  }

  private static boolean isCpf(String number) {
    boolean same = number.chars().distinct().count() == 1;
    return !same
        && CheckDigits.elevens(number, 9) == number.charAt(9) - '0'
        && CheckDigits.elevens(number, 10) == number.charAt(10) - '0';
  }
}
