package io.auterity.inspect;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers: those that exist by the numbering plans of libphonenumber, those written as
 * numbers of North America are, and after a word such as "call" whatever has the form of one.
 *
 * @param region country whose numbers need no country code
 */
public record Phones(String region) implements Finder {

  private static final int LONGEST = 32;
  private static final int FEWEST = 7;
  private static final int MOST = 15;
  private static final int LONGEST_GAP = 3;
  private static final int MOST_GROUPS = 7;
  private static final String BETWEEN = " -./()\u00a0\u2011\u2013";
  private static final int NORTH_AMERICA = 1;
  private static final int NEAR = 12;

  private static final Hints HINTS =
      new Hints(
          "phone",
          "tel",
          "telephone",
          "call",
          "mobile",
          "cell",
          "fax",
          "whatsapp",
          "sms",
          "dial",
          "ring",
          "reach me",
          "telefon",
          "handy",
          "text me at",
          "contact number",
          "my number",
          "reach her",
          "reach him",
          "reach them",
          "teléfono",
          "telefono",
          "tél",
          "téléphone",
          "móvil",
          "celular",
          "hotline");

  private static final Hints OTHERS = new Hints(NEAR, "isbn", "issn", "ean", "version", "serial");

  /** Forms of numbers with a year in North America, where a phone number has three digits first. */
  private static final List<String> UNUSUAL = List.of("4-6", "4-2-4", "4-3-3");

  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

  /** Countries whose numbers have a form of their own. */
  public static boolean isRegion(String code) {
    return PLANS.getSupportedRegions().contains(code);
  }

  @Override
  public @Nullable Span at(TextView text, int start) {
    char first = text.at(start);
    boolean opens = first == '+' || first == '(';
    boolean begins = opens || text.isDigit(start);
    if (!begins || isInside(text, start)) {
      return null;
    }
    if (opens && !text.isDigit(start + 1) && text.at(start + 1) != '(') {
      return null;
    }
    int end = end(text, start);
    return end > start ? new Span("phone", start, withExtension(text, end)) : null;
  }

  // Behind a letter, or in the middle of a number of another sort.
  private static boolean isInside(TextView text, int start) {
    char before = text.at(start - 1);
    return Character.isLetterOrDigit(before)
        || ("+-./,:_$€£#=".indexOf(before) >= 0 && text.isDigit(start - 2))
        || "$€£#_=+".indexOf(before) >= 0;
  }

  /** The end of the longest number that begins here; {@code start} when there is none. */
  private int end(TextView text, int start) {
    List<Candidate> candidates = candidates(text, start);
    if (candidates.isEmpty()) {
      return start;
    }
    boolean hinted = HINTS.stand(text, start);
    if (!hinted && OTHERS.stand(text, start)) {
      return start;
    }
    return candidates.reversed().stream()
        .filter(one -> isNumber(text, start, one, hinted))
        .mapToInt(Candidate::end)
        .findFirst()
        .orElse(start);
  }

  private record Candidate(int end, int digits, int groups) {}

  // Where a number that begins here might end, the nearest first.
  private static List<Candidate> candidates(TextView text, int start) {
    List<Candidate> candidates = new ArrayList<>(0);
    int digits = 0;
    int groups = 0;
    int gap = 1;
    for (int place = start; place - start < LONGEST && digits <= MOST; place++) {
      if (text.isDigit(place)) {
        digits++;
        groups += gap > 0 ? 1 : 0;
        gap = 0;
        if (digits >= FEWEST && digits <= MOST && ends(text, place + 1)) {
          candidates.add(new Candidate(place + 1, digits, groups));
        }
      } else if (place > start || text.at(place) != '+') {
        gap++;
        if (gap > LONGEST_GAP || BETWEEN.indexOf(text.at(place)) < 0) {
          break;
        }
      }
    }
    return candidates;
  }

  private static boolean ends(TextView text, int place) {
    char next = text.at(place);
    if (Character.isDigit(next)) {
      return false;
    }
    boolean decimal = (next == '.' || next == ',' || next == ':') && text.isDigit(place + 1);
    return !decimal && (!Character.isLetter(next) || next == 'x') && next != '_' && next != '@';
  }

  private boolean isNumber(TextView text, int start, Candidate candidate, boolean hinted) {
    String written = text.slice(start, candidate.end);
    if (isDate(written) || !parenthesesMatch(written)) {
      return false;
    }
    if (hinted || isNorthAmerican(written)) {
      return true;
    }
    if (candidate.groups > MOST_GROUPS && !standsAlone(text, start, candidate.end)) {
      return false;
    }
    if (written.startsWith("+")) {
      return candidate.digits >= 8 && exists(written, "ZZ", false);
    }
    if (written.startsWith("00") && candidate.digits >= 10) {
      return exists("+" + written.substring(2), "ZZ", true);
    }
    return candidate.digits >= fewestThere()
        && candidate.digits <= 13
        && exists(written, region, true)
        && asWrittenThere(written);
  }

  // Asking the numbering plans is dear, and every part of a long row of digits would ask.
  private static boolean standsAlone(TextView text, int start, int end) {
    boolean behind = BETWEEN.indexOf(text.at(start - 1)) >= 0 && text.isDigit(start - 2);
    boolean before = BETWEEN.indexOf(text.at(end)) >= 0 && text.isDigit(end + 1);
    return !behind && !before;
  }

  private int fewestThere() {
    return PLANS.getCountryCodeForRegion(region) == NORTH_AMERICA ? 10 : FEWEST;
  }

  private static boolean exists(String written, String region, boolean exactly) {
    try {
      PhoneNumber number = PLANS.parse(written, region);
      return exactly ? PLANS.isValidNumber(number) : PLANS.isPossibleNumber(number);
    } catch (NumberParseException e) {
      return false;
    }
  }

  // Without the digit that a country's own numbers begin with, it is some other number.
  private boolean asWrittenThere(String written) {
    if (PLANS.getCountryCodeForRegion(region) == NORTH_AMERICA) {
      return !UNUSUAL.contains(shape(written));
    }
    String prefix = PLANS.getNddPrefixForRegion(region, true);
    return prefix == null || prefix.isEmpty() || bare(written).startsWith(prefix);
  }

  /** Three, three and four digits, apart, with or without the country's 1 before. */
  private static boolean isNorthAmerican(String written) {
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
  private static String shape(String written) {
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

  private static boolean isDate(String written) {
    String[] parts = written.split("[-./ ]", -1);
    if (parts.length != 3) {
      return false;
    }
    boolean yearFirst = isYear(parts[0]) && upTo(parts[1], 12) && upTo(parts[2], 31);
    boolean yearLast = isYear(parts[2]) && upTo(parts[0], 31) && upTo(parts[1], 31);
    return yearFirst || yearLast;
  }

  private static boolean isYear(String part) {
    return part.length() == 4 && (part.startsWith("19") || part.startsWith("20"));
  }

  private static boolean upTo(String part, int most) {
    return (part.length() == 1 || part.length() == 2)
        && part.chars().allMatch(Character::isDigit)
        && Integer.parseInt(part) <= most;
  }

  private static boolean parenthesesMatch(String written) {
    int open = written.indexOf('(');
    int close = written.indexOf(')');
    return open < 0 ? close < 0 : close > open && close - open <= 6;
  }

  private static String bare(String written) {
    return written.replaceAll("[^0-9]", "");
  }

  // As in "ext. 12" or "x12".
  private static int withExtension(TextView text, int end) {
    int place = end;
    while (place - end < 2 && (text.at(place) == ' ' || text.at(place) == ',')) {
      place++;
    }
    int word = place;
    while (place - word < 9 && Character.isLetter(text.at(place))) {
      place++;
    }
    String said = text.slice(Math.min(word, text.length()), Math.min(place, text.length()));
    if (!said.equals("x") && !said.equals("ext") && !said.equals("extension")) {
      return end;
    }
    while (place - word < 12 && (text.at(place) == '.' || text.at(place) == ' ')) {
      place++;
    }
    int last = text.endOfDigits(place, 7);
    return last > place && last - place <= 6 ? last : end;
  }
}
