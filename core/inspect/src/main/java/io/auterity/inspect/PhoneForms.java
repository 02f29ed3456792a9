package io.auterity.inspect;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The written forms of phone numbers, and of dates and fractions that resemble one. */
final class PhoneForms {

  private static final Pattern FRACTION = Pattern.compile("(?<![0-9.])0\\.[0-9]++(?!\\.)");

  private static final Pattern AREA_WITH_ZERO = Pattern.compile("\\(0[0-9]{1,5}\\)");

  /** Three, three and four digits, apart, with or without the country's 1 before. */
  static boolean isNorthAmerican(String written) {
    String shape = shape(written);
    if (shape.startsWith("001-") || shape.startsWith("+1-")) {
      shape = shape.substring(shape.indexOf('-') + 1);
    }
    return switch (shape) {
      case "3-3-4", "(3)3-4", "(3)-3-4", "1-3-3-4", "1-(3)-3-4", "+1-3-3-4", "+1-(3)-3-4" -> true;
      default -> shape.endsWith("(3)-3-4") && shape.length() <= 10;
    };
  }

  // Groups of digits by how many they are; a country code as it stands.
  static String shape(String written) {
    StringBuilder shape = new StringBuilder();
    int place = 0;
    while (place < written.length()) {
      char c = written.charAt(place);
      if (c >= '0' && c <= '9') {
        int end = place;
        while (end < written.length() && Character.isDigit(written.charAt(end))) {
          end++;
        }
        String group = written.substring(place, end);
        shape.append(group.equals("1") || group.equals("001") ? group : "" + group.length());
        place = end;
      } else {
        boolean sign = c == '(' || c == ')' || c == '+';
        char last = shape.isEmpty() ? '-' : shape.charAt(shape.length() - 1);
        if (sign) {
          shape.append(c == '(' && Character.isDigit(last) ? "-(" : "" + c);
        } else if (last != '-') {
          shape.append('-');
        }
        place++;
      }
    }
    return shape.toString();
  }

  /** Whether it is a day, alone or with a time behind it. */
  static boolean isDate(String written) {
    String[] parts = written.split("[-./ ]+", -1);
    if (parts.length < 3 || !Arrays.stream(parts).skip(3).allMatch(part -> upTo(part, 59))) {
      return false;
    }
    boolean yearFirst = isYear(parts[0]) && upTo(parts[1], 12) && upTo(parts[2], 31);
    boolean yearLast = isYear(parts[2]) && upTo(parts[0], 31) && upTo(parts[1], 31);
    return yearFirst || yearLast;
  }

  /** Whether one of its numbers is a fraction, as in "0.512 (0.123)". */
  static boolean hasFraction(String written) {
    return FRACTION.matcher(written).find();
  }

  /** Whether its area stands in parentheses with a 0 before. */
  static boolean hasAreaWithZero(String written) {
    return AREA_WITH_ZERO.matcher(written).lookingAt();
  }

  private static boolean isYear(String part) {
    return part.length() == 4 && (part.startsWith("19") || part.startsWith("20"));
  }

  private static boolean upTo(String part, int most) {
    return (part.length() == 1 || part.length() == 2)
        && part.chars().allMatch(Character::isDigit)
        && Integer.parseInt(part) <= most;
  }

  static boolean parenthesesMatch(String written) {
    int open = written.indexOf('(');
    int close = written.indexOf(')');
    return open < 0 ? close < 0 : close > open && close - open <= 6;
  }

  static String bare(String written) {
    return written.replaceAll("[^0-9]", "");
  }
}
