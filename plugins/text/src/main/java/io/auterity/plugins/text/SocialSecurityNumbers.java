package io.auterity.plugins.text;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * US social security numbers in three groups; without separators only shortly after a word that
 * says what the nine digits are.
 */
record SocialSecurityNumbers() implements Finder {

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w-])(\\d{3})([- ]?)(\\d{2})\\2(\\d{4})(?![\\w-])");
  private static final Pattern HINT = Pattern.compile("\\bssn\\b|social security|\\bss#");
  private static final int HINT_REACH = 40;

  @Override
  public void find(String text, Consumer<PersonalSpan> found) {
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      boolean separated = !matcher.group(2).isEmpty();
      if (isIssued(matcher) && (separated || isHinted(text, matcher.start()))) {
        found.accept(new PersonalSpan(PersonalData.US_SSN, matcher.start(), matcher.end()));
      }
    }
  }

  private static boolean isIssued(Matcher number) {
    String area = number.group(1);
    return !area.equals("000")
        && !area.equals("666")
        && area.charAt(0) != '9'
        && !number.group(3).equals("00")
        && !number.group(4).equals("0000");
  }

  private static boolean isHinted(String text, int start) {
    String before = text.substring(Math.max(0, start - HINT_REACH), start);
    return HINT.matcher(before.toLowerCase(Locale.ROOT)).find();
  }
}
