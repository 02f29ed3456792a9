package io.auterity.control.access;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;

/** The rules of display names, which people give. */
final class DisplayName {

  private static final int LONGEST = 100;

  /** The name without surrounding space. */
  static String check(String what, String name) {
    String text = name.strip();
    if (!fits(text)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "the name of a %s is 1 to %d characters, none of them a control character or half a pair"
              .formatted(what, LONGEST));
    }
    return text;
  }

  /** Whether a text may be one. */
  static boolean fits(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.codePoints().noneMatch(DisplayName::isNoCharacter);
  }

  // Half of a pair cannot be stored: it would come back as another character.
  private static boolean isNoCharacter(int point) {
    return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
  }
}
