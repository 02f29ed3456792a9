package io.auterity.inspect;

import org.jspecify.annotations.Nullable;

/** E-mail addresses. */
public record Emails() implements Finder {

  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST_DOMAIN = 253;

  /** What may stand in the middle of a local part, though an address often begins after it. */
  private static final String RARE_SIGNS = "!'#$&*/=?^`{|}~";

  private static final String USUAL_SIGNS = "._%+-";

  @Override
  public @Nullable Span at(TextView text, int start) {
    if (!Character.isLetterOrDigit(text.at(start)) || continues(text.at(start - 1))) {
      return null;
    }
    int at = start;
    while (at - start <= LONGEST_LOCAL_PART && isLocal(text.at(at))) {
      at++;
    }
    if (at - start > LONGEST_LOCAL_PART || text.at(at) != '@') {
      return null;
    }
    int end = endOfDomain(text, at);
    return end > at ? new Span("email", start, end) : null;
  }

  private static boolean continues(char before) {
    return Character.isLetterOrDigit(before) || USUAL_SIGNS.indexOf(before) >= 0;
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c)
        || USUAL_SIGNS.indexOf(c) >= 0
        || RARE_SIGNS.indexOf(c) >= 0;
  }

  /** The end of the last label that can be a top-level domain; {@code at} when there is none. */
  private static int endOfDomain(TextView text, int at) {
    int end = at;
    int label = at + 1;
    for (int place = label; place <= at + LONGEST_DOMAIN; place++) {
      if (isDomain(text.at(place))) {
        continue;
      }
      if (place == label) {
        break;
      }
      if (label > at + 1 && isTopLevel(text, label, place)) {
        end = place;
      }
      if (text.at(place) != '.') {
        break;
      }
      label = place + 1;
    }
    return end;
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '-';
  }

  private static boolean isTopLevel(TextView text, int from, int to) {
    String label = text.slice(from, to);
    return to - from >= 2
        && (label.chars().allMatch(Character::isLetter) || label.startsWith("xn--"));
  }
}
