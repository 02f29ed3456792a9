package io.auterity.inspect;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IPv4 addresses of four numbers, and IPv6 addresses (RFC 4291) in which a digit stands. */
public record IpAddresses() implements Finder {

  private static final int LONGEST = 45;
  private static final int GROUPS = 8;
  private static final int LONGEST_GROUP = 4;
  private static final int NEAR = 12;

  /** Words before four numbers that are no address. */
  private static final Hints OTHERS =
      new Hints(
          NEAR,
          "version*",
          "firmware*",
          "release*",
          "section*",
          "chapter*",
          "clause*",
          "abschnitt*",
          "rv:");

  /** That a number is one of a build, and not of a host that is named after builds. */
  private static final Pattern OF_BUILD =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])build([^\\p{L}\\p{N}]|(no|number|version)(?![\\p{L}\\p{N}]))*");

  private static final int BUILD_REACH = 24;

  @Override
  public @Nullable Span at(TextView text, int start) {
    char before = text.at(start - 1);
    if (before == '.' || before == '_' || Character.isLetterOrDigit(before)) {
      return null;
    }
    char first = text.at(start);
    int end = first >= '0' && first <= '9' ? endOfVersion4(text, start) : start;
    if (end > start && (OTHERS.stand(text, start) || isOfBuild(text, start))) {
      return null;
    }
    if (end == start && !goesOn(text, start) && isVersion6(first)) {
      end = endOfVersion6(text, start);
    }
    return end > start ? new Span("ip_address", start, end) : null;
  }

  // Behind a colon it is the rest of an address, unless a word stands before that.
  private static boolean goesOn(TextView text, int start) {
    if (text.at(start - 1) != ':') {
      return false;
    }
    int place = start - 2;
    while (start - place <= LONGEST_GROUP + 2 && isVersion6(text.at(place))) {
      place--;
    }
    boolean word = Character.isLetter(text.at(place)) && text.at(start - 2) != ':';
    return !word;
  }

  private static boolean isOfBuild(TextView text, int start) {
    String before = text.before(start, BUILD_REACH);
    int build = before.lastIndexOf("build");
    return build >= 0
        && OF_BUILD
            .matcher(before)
            .useTransparentBounds(true)
            .region(build, before.length())
            .matches();
  }

  private static int endOfVersion4(TextView text, int start) {
    int place = start;
    for (int part = 0; part < 4; part++) {
      int end = text.endOfDigits(place, 4);
      if (end == place || end - place > 3 || Integer.parseInt(text.slice(place, end)) > 255) {
        return start;
      }
      if (part < 3 && text.at(end) != '.') {
        return start;
      }
      place = end + 1;
    }
    int end = place - 1;
    boolean goesOn =
        text.isLetterOrDigit(end)
            || text.at(end) == '_'
            || (text.at(end) == '.' && text.isDigit(end + 1));
    return goesOn ? start : end;
  }

  private static boolean isVersion6(char c) {
    return c == ':' || (c < 128 && Character.digit(c, 16) >= 0);
  }

  /** The end of the address without the full stop or colon that may follow it in a sentence. */
  private static int endOfVersion6(TextView text, int start) {
    int end = start;
    while (end - start <= LONGEST && (isVersion6(text.at(end)) || text.at(end) == '.')) {
      end++;
    }
    if (end - start > LONGEST || text.isLetterOrDigit(end) || text.at(end) == '_') {
      return start;
    }
    while (end > start && !isAddress(text.slice(start, end))) {
      if (".:".indexOf(text.at(end - 1)) < 0) {
        return start;
      }
      end--;
    }
    return end;
  }

  private static boolean isAddress(String text) {
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::") || text.chars().noneMatch(Character::isDigit)) {
      return false;
    }
    if (gap < 0) {
      return groups(text, true) == GROUPS;
    }
    int before = groups(text.substring(0, gap), false);
    int after = groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < GROUPS;
  }

  /** How many groups stand there, of which the last may be an IPv4 address; -1 when none fit. */
  private static int groups(String text, boolean last) {
    if (text.isEmpty()) {
      return 0;
    }
    int groups = 0;
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (last && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        TextView four = new TextView(parts[i], true);
        boolean whole = endOfVersion4(four, 0) == parts[i].length();
        return whole ? groups + 2 : -1;
      }
      if (parts[i].isEmpty() || parts[i].length() > 4 || parts[i].indexOf('.') >= 0) {
        return -1;
      }
      groups++;
    }
    return groups;
  }
}
