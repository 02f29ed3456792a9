package io.auterity.plugins.text;

import java.util.function.Consumer;

/** E-mail addresses, found outward from each {@code @}. */
record Emails() implements Finder {

  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST_DOMAIN = 253;
  private static final String LOCAL_SIGNS = ".!'#$%&*+/=?^_`{|}~-";

  @Override
  public void find(String text, Consumer<PersonalSpan> found) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = startOfLocalPart(text, at);
      int end = endOfDomain(text, at);
      if (start < at && end > at) {
        found.accept(new PersonalSpan(PersonalData.EMAIL, start, end));
      }
    }
  }

  private static int startOfLocalPart(String text, int at) {
    int start = at;
    int first = Math.max(0, at - LONGEST_LOCAL_PART);
    while (start > first && isLocal(text.charAt(start - 1))) {
      start--;
    }
    while (start < at && !Character.isLetterOrDigit(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || LOCAL_SIGNS.indexOf(c) >= 0;
  }

  /** The end of the last label that can be a top-level domain; {@code at} when there is none. */
  private static int endOfDomain(String text, int at) {
    int last = Math.min(text.length(), at + 1 + LONGEST_DOMAIN);
    int end = at;
    int label = at + 1;
    for (int place = label; place <= last; place++) {
      boolean inLabel = place < last && isDomain(text.charAt(place));
      if (inLabel) {
        continue;
      }
      if (place == label) {
        break;
      }
      if (label > at + 1 && isTopLevel(text, label, place)) {
        end = place;
      }
      if (place == last || text.charAt(place) != '.') {
        break;
      }
      label = place + 1;
    }
    return end;
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '-';
  }

  private static boolean isTopLevel(String text, int from, int to) {
    return to - from >= 2 && text.substring(from, to).chars().allMatch(Character::isLetter);
  }
}
