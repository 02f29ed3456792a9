package io.auterity.plugins.knowledge;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Refusal;
import java.nio.charset.StandardCharsets;

/** Validates the names and texts of spaces, pages and comments. */
final class PageTexts {

  private static final int LONGEST_LINE = 500;
  private static final int LONGEST_DESCRIPTION = 2_000;
  private static final int LONGEST_COMMENT = 100_000;
  private static final int LONGEST_BODY = 1_000_000;

  /** One line that is not empty: a name or a title. */
  static String line(String field, String text) {
    if (text.isBlank()
        || text.length() > LONGEST_LINE
        || text.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid(
          field, "must be one line of 1 to %d characters".formatted(LONGEST_LINE));
    }
    return whole(field, text, LONGEST_LINE);
  }

  static String description(String text) {
    return whole("description", text, LONGEST_DESCRIPTION);
  }

  static String comment(String text) {
    if (text.isBlank()) {
      throw Refusal.invalid("body", "must not be empty");
    }
    return whole("body", text, LONGEST_COMMENT);
  }

  static String body(String field, String text) {
    return whole(field, text, LONGEST_BODY);
  }

  /** The refusal of more bytes than a body can have, before they are read. */
  static void requireBytes(String field, long length) {
    if (length > 4L * LONGEST_BODY) {
      throw Refusal.of(
          FailureCode.TOO_LARGE,
          field,
          "%s may have %d bytes, not %d".formatted(field, 4L * LONGEST_BODY, length));
    }
  }

  private static String whole(String field, String text, int longest) {
    if (text.length() > longest) {
      throw Refusal.of(
          FailureCode.TOO_LARGE,
          field,
          "%s may have %d characters, not %d".formatted(field, longest, text.length()));
    }
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw Refusal.invalid(field, "must be without U+0000 or half a surrogate pair");
    }
    return text;
  }

  /** What a text is after a change. */
  static String changed(Change<String> change, String before) {
    return switch (change) {
      case Change.Set<String>(String text) -> text;
      case Change.Clear<String>() -> "";
      default -> before;
    };
  }

  /** The refusal of a name or title that is to be cleared. */
  static void requireKept(String field, Change<String> change) throws CallFailedException {
    if (change instanceof Change.Clear<String>) {
      throw Refusal.invalid(field, "cannot be cleared; give a value");
    }
  }
}
