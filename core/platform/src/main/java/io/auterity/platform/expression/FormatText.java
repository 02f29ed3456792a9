package io.auterity.platform.expression;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A format string cut into literals and clauses, e.g. {@code %s} and {@code %.2f}, as CEL's string
 * extension has them.
 *
 * @param literals one more than there are clauses
 */
record FormatText(List<String> literals, List<Clause> clauses) {

  private static final int DEFAULT_DIGITS = 6;
  private static final int MOST_DIGITS = 20;
  private static final int LONGEST_PATTERN = 100;
  private static final String KINDS = "sdfexXob";
  private static final Pattern CLAUSE = Pattern.compile("%(?:\\.(\\d{1,9}))?(.?)", Pattern.DOTALL);

  /** A place for a value. */
  record Clause(char kind, int digits) {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException saying which clause is wrong
   */
  static FormatText parse(String text) {
    List<String> literals = new ArrayList<>();
    List<Clause> clauses = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    Matcher next = CLAUSE.matcher(text);
    int at = 0;
    while (next.find()) {
      literal.append(text, at, next.start());
      at = next.end();
      if (next.group().equals("%%")) {
        literal.append('%');
      } else {
        clauses.add(clause(next));
        literals.add(literal.toString());
        literal.setLength(0);
      }
    }
    literals.add(literal.append(text, at, text.length()).toString());
    return new FormatText(List.copyOf(literals), List.copyOf(clauses));
  }

  private static Clause clause(Matcher found) {
    int digits = found.group(1) == null ? DEFAULT_DIGITS : Integer.parseInt(found.group(1));
    boolean known = found.group(2).length() == 1 && KINDS.contains(found.group(2));
    if (!known || digits > MOST_DIGITS) {
      throw new IllegalArgumentException(
          "there is no '%s'; write %%s, %%d, %%f, %%.2f (up to %d digits), %%e, %%x, %%X, %%o, %%b or %%%%"
              .formatted(found.group(), MOST_DIGITS));
    }
    return new Clause(found.group(2).charAt(0), digits);
  }

  /**
   * Refuses a number of values other than that of the clauses.
   *
   * @throws IllegalArgumentException saying how many there are
   */
  void require(int values) {
    if (values != clauses.size()) {
      throw new IllegalArgumentException(
          "the text has places for %d values, the list has %d".formatted(clauses.size(), values));
    }
  }

  /**
   * The form of times that a pattern describes.
   *
   * @throws IllegalArgumentException when the pattern or the zone is none
   */
  static DateTimeFormatter ofTime(String pattern, String zone) {
    if (pattern.length() > LONGEST_PATTERN) {
      throw new IllegalArgumentException(
          "the pattern has more than %d characters".formatted(LONGEST_PATTERN));
    }
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "there is no time zone '%s'; write e.g. Europe/Berlin".formatted(zone), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is no pattern of a time (%s); write e.g. yyyy-MM-dd HH:mm"
              .formatted(pattern, e.getMessage()),
          e);
    }
  }
}
