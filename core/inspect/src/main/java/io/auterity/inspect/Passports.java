package io.auterity.inspect;

import java.util.List;
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
          "passport*",
          "reisepass*",
          "passnummer*",
          "pass-nr",
          "passnr",
          "pass nr",
          "pasnummer*",
          "passaport*",
          "pasaport*",
          "pașaport*",
          "útlevél*",
          "cestovní pas*",
          "διαβατήρι*",
          "passeport*",
          "paspoort*",
          "paszport*",
          "паспорт*",
          "护照",
          "旅券",
          "여권");

  /** Letters and digits of a passport of those states whose numbers have letters anywhere. */
  private static final int WHOLE = 9;

  private static final int SHORTEST_APART = 5;

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
    if (isSeries(run)) {
      end = endOfApart(text, end);
      run = text.slice(start, end).replaceAll("[ -]", "");
    }
    boolean found = isLine(run) || (isNumber(run) && HINTS.stand(text, start));
    return found ? new Span("passport", start, end) : null;
  }

  /** Letters that may stand apart from their number, and are no word for one. */
  private static boolean isSeries(String run) {
    return run.length() <= 2 && noDigits(run) && !List.of("NO", "NR", "ID", "IS").contains(run);
  }

  /** The end of a number that stands apart from its letters; {@code end} where there is none. */
  private static int endOfApart(TextView text, int end) {
    boolean apart = text.at(end) == ' ' || text.at(end) == '-';
    int last = apart ? text.endOfDigits(end + 1, WHOLE + 1) : end;
    return apart && last - end > SHORTEST_APART && !text.isLetterOrDigit(last) ? last : end;
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

  /** Six to ten letters and digits, many of them digits; of nine, a few. */
  private static boolean isNumber(String run) {
    long digits = run.chars().filter(Character::isDigit).count();
    return run.length() >= 6
        && run.length() <= WHOLE + 1
        && digits >= (run.length() == WHOLE ? 2 : run.length() > WHOLE ? 7 : 4)
        && run.indexOf('<') < 0;
  }
}
