package io.auterity.plugins.ci;

import static io.auterity.toolkit.Refusal.invalid;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule for the text of a field: the characters and the length that it may have. A refusal names
 * the character at fault and never the text, which may be a secret in the wrong place.
 */
record AllowedText(Pattern pattern, int most) {

  static AllowedText of(String regex, int most) {
    return new AllowedText(Pattern.compile(regex), most);
  }

  void check(String text, String field) {
    Matcher matcher = pattern.matcher(text);
    if (text.length() > most) {
      throw invalid(field, "must have at most %d characters".formatted(most));
    }
    if (matcher.matches()) {
      return;
    }
    matcher.reset();
    int at = matcher.lookingAt() ? matcher.end() : 0;
    throw invalid(
        field,
        at < text.length()
            ? "must not hold %s as character %d".formatted(told(text.codePointAt(at)), at + 1)
            : "must not be empty");
  }

  private static String told(int character) {
    return character > ' ' && character < 127
        ? Character.toString(character)
        : "U+%04X".formatted(character);
  }
}
