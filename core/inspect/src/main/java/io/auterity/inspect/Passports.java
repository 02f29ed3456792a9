package io.auterity.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Passports and identity cards: the lines of their machine readable zone (ICAO 9303) by form and
 * check digits, and numbers in a form that states issue, shortly after a word that says so.
 */
public record Passports() implements Finder {

  private static final int TD3 = 44;
  private static final int TD2 = 36;
  private static final int TD1 = 30;
  private static final Hints HINTS =
      new Hints(
          "passport",
          "reisepass",
          "passeport",
          "pasaporte",
          "passaporto",
          "paspoort",
          "paszport",
          "паспорт",
          "护照",
          "旅券",
          "여권");

  /** Letters and digits of a passport of those states whose numbers have letters anywhere. */
  private static final int WHOLE = 9;

  @Override
  public @Nullable Span at(TextView text, int start) {
    if (!isZone(text.at(start)) || isZone(text.at(start - 1)) || !text.begins(start)) {
      return null;
    }
    int end = start;
    while (end - start <= TD3 && isZone(text.at(end))) {
      end++;
    }
    if (Character.isLetterOrDigit(text.at(end))) {
      return null;
    }
    String run = text.slice(start, end);
    boolean found = isLine(run) || (isNumber(run) && HINTS.stand(text, start));
    return found ? new Span("passport", start, end) : null;
  }

  private static boolean isZone(char c) {
    return c == '<' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isLine(String line) {
    return switch (line.length()) {
      case TD3, TD2 -> isNames(line) || (CheckDigits.icao(line, 0, 9) && isHolder(line, 13));
      case TD1 -> isNames(line) || isFirst(line) || isSecond(line);
      default -> false;
    };
  }

  private static boolean isNames(String line) {
    return "PVI".indexOf(line.charAt(0)) >= 0 && line.contains("<<") && noDigits(line);
  }

  private static boolean noDigits(String line) {
    return line.chars().noneMatch(Character::isDigit);
  }

  private static boolean isHolder(String line, int birth) {
    return Character.isDigit(line.charAt(birth + 6))
        && CheckDigits.icao(line, birth, birth + 6)
        && "MFX<".indexOf(line.charAt(birth + 7)) >= 0;
  }

  private static boolean isFirst(String line) {
    return "AIC".indexOf(line.charAt(0)) >= 0 && CheckDigits.icao(line, 5, 14);
  }

  private static boolean isSecond(String line) {
    return isHolder(line, 0) && CheckDigits.icao(line, 8, 14);
  }

  /** Six to nine letters and digits, many of them digits; of nine, a few. */
  private static boolean isNumber(String run) {
    long digits = run.chars().filter(Character::isDigit).count();
    return run.length() >= 6
        && run.length() <= 9
        && digits >= (run.length() == WHOLE ? 2 : 4)
        && run.indexOf('<') < 0;
  }
}
