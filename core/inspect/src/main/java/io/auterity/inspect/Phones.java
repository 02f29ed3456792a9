package io.auterity.inspect;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers: those that exist by the numbering plans of libphonenumber, those written as
 * numbers of North America are or with their area in parentheses, and after a word such as "call"
 * or before one such as "office" whatever has the form of one. A number in groups that begins with
 * 0 is one if it exists in a country of many, unless a word before it says that it is another.
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

  /** Countries with most of the numbers that are written with a 0 before, by their digits. */
  private static final Map<Integer, List<String>> WITH_ZERO =
      Map.of(
          10,
          List.of("GB", "DE", "FR", "IT", "AU", "NL", "CH", "AT", "BE", "SE", "JP"),
          11,
          List.of("GB", "DE", "IT", "AT", "JP", "IN", "TR", "BR"),
          12,
          List.of("DE", "AT", "BR"),
          13,
          List.of("AT"));

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
    if (opens && !text.isDigit(start + 1) && "(+".indexOf(text.at(start + 1)) < 0) {
      return null;
    }
    int end = end(text, start);
    return end > start ? new Span("phone", start, withExtension(text, end)) : null;
  }

  // Behind a letter, or in the middle of a number of another sort.
  private static boolean isInside(TextView text, int start) {
    char before = text.at(start - 1);
    return (Character.isLetterOrDigit(before) && !Hints.isGapless(before))
        || ("+-./,:_$€£#=".indexOf(before) >= 0 && text.isDigit(start - 2))
        || (before == '/' && Character.isLetter(text.at(start - 2)))
        || "$€£#_=+".indexOf(before) >= 0;
  }

  /** The end of the longest number that begins here; {@code start} when there is none. */
  private int end(TextView text, int start) {
    List<Candidate> candidates = candidates(text, start);
    if (candidates.isEmpty()) {
      return start;
    }
    Said said = said(text, start);
    if (said == Said.OTHER) {
      return start;
    }
    return candidates.reversed().stream()
        .filter(one -> isNumber(text, start, one, said))
        .mapToInt(Candidate::end)
        .findFirst()
        .orElse(start);
  }

  /** What the words before a number say of it. */
  private enum Said {
    PHONE,
    COUNTED,
    OTHER,
    NOTHING
  }

  private static Said said(TextView text, int start) {
    if (PhoneWords.HINTS.stand(text, start)) {
      return Said.PHONE;
    }
    if (PhoneWords.OTHERS.stand(text, start)) {
      return Said.OTHER;
    }
    return PhoneWords.COUNTED.tell(text, start) ? Said.COUNTED : Said.NOTHING;
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
      } else if (text.at(place) != '+' || digits > 0) {
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

  private boolean isNumber(TextView text, int start, Candidate candidate, Said said) {
    String written = text.slice(start, candidate.end);
    if (PhoneForms.isDate(written) || !PhoneForms.parenthesesMatch(written)) {
      return false;
    }
    if (said == Said.PHONE || PhoneWords.label(text, candidate.end)) {
      return true;
    }
    if (said == Said.COUNTED && !namesItsCountry(written, candidate)) {
      return false;
    }
    return PhoneForms.isNorthAmerican(written) || isPlanned(text, start, written, candidate);
  }

  private static boolean namesItsCountry(String written, Candidate candidate) {
    return hasPlus(written) || (written.startsWith("00") && candidate.digits >= 10);
  }

  private static boolean hasPlus(String written) {
    return written.startsWith("+") || written.startsWith("(+");
  }

  private boolean isPlanned(TextView text, int start, String written, Candidate candidate) {
    if (candidate.groups > MOST_GROUPS && !standsAlone(text, start, candidate.end)) {
      return false;
    }
    if (hasPlus(written)) {
      return candidate.digits >= 8 && exists(written.substring(written.indexOf('+')), "ZZ", false);
    }
    return namesItsCountry(written, candidate)
        ? isAbroad(text, start, written, candidate)
        : !PhoneForms.hasFraction(written) && isHere(text, start, written, candidate);
  }

  private static boolean isAbroad(TextView text, int start, String written, Candidate candidate) {
    String foreign = "+" + written.substring(2);
    return exists(foreign, "ZZ", true)
        || (candidate.groups > 2
            && !isBehindAnother(text, start)
            && namesCountry(written)
            && exists(foreign, "ZZ", false));
  }

  private boolean isHere(TextView text, int start, String written, Candidate candidate) {
    if (isAsLong(candidate) && isTold(text, start, written, candidate)) {
      return true;
    }
    return candidate.digits >= fewestThere()
        && candidate.digits <= 13
        && exists(written, region, true)
        && asWrittenThere(written);
  }

  // Asking the numbering plans is dear, and every part of a long row of digits would ask.
  private static boolean standsAlone(TextView text, int start, int end) {
    boolean behind = isBehindAnother(text, start);
    boolean before = BETWEEN.indexOf(text.at(end)) >= 0 && text.isDigit(end + 1);
    return !behind && !before;
  }

  private static boolean isBehindAnother(TextView text, int start) {
    return BETWEEN.indexOf(text.at(start - 1)) >= 0 && text.isDigit(start - 2);
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

  /** Whether the first group is the code of a country behind 00, and nothing else. */
  private static boolean namesCountry(String written) {
    String first = written.split("[^0-9]", 2)[0];
    return first.length() > 2
        && first.length() < 6
        && PLANS.getSupportedCallingCodes().contains(Integer.valueOf(first.substring(2)));
  }

  private static boolean isAsLong(Candidate candidate) {
    return candidate.digits >= 8 && candidate.digits <= 13;
  }

  private static boolean isTold(TextView text, int start, String written, Candidate candidate) {
    boolean grouped = candidate.groups > 1;
    return (grouped && !isBehindAnother(text, start) && existsSomewhere(written, candidate))
        || (PhoneWords.WEAK.tell(text, start) && (grouped || PhoneWords.link(text, start)));
  }

  /** Whether it has its area in parentheses, or is one of some country with its 0 before. */
  private static boolean existsSomewhere(String written, Candidate candidate) {
    if (PhoneForms.hasAreaWithZero(written)) {
      return true;
    }
    boolean shaped = candidate.groups > 2 || written.matches("0[0-9]{3,4}[^0-9].*");
    return shaped
        && written.startsWith("0")
        && WITH_ZERO.getOrDefault(candidate.digits, List.of()).stream()
            .anyMatch(country -> exists(written, country, true));
  }

  // Without the digit that a country's own numbers begin with, it is some other number.
  private boolean asWrittenThere(String written) {
    if (PLANS.getCountryCodeForRegion(region) == NORTH_AMERICA) {
      return !UNUSUAL.contains(PhoneForms.shape(written));
    }
    String prefix = PLANS.getNddPrefixForRegion(region, true);
    return prefix == null || prefix.isEmpty() || PhoneForms.bare(written).startsWith(prefix);
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
    String said =
        text.slice(Math.min(word, text.length()), Math.min(place, text.length()))
            .toLowerCase(Locale.ROOT);
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
