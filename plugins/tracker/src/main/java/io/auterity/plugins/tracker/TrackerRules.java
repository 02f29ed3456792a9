package io.auterity.plugins.tracker;

import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Validates the keys, titles, bodies and labels of the tracker. */
final class TrackerRules {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int LONGEST_TITLE = 500;
  private static final int LONGEST_NAME = 100;
  private static final int MOST_NAMES = 100;

  static void checkKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw Refusal.invalid("key", "must be 1 to 64 of letters, digits, _ and -");
    }
  }

  static void checkLine(String field, String text) {
    if (text.isBlank()) {
      throw Refusal.invalid(field, "must not be empty");
    }
    if (text.length() > LONGEST_TITLE) {
      throw Refusal.invalid(
          field, "must be at most %d characters, not %d".formatted(LONGEST_TITLE, text.length()));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid(field, "must be one line without control characters");
    }
    checkText(field, text);
  }

  /** Text that a database and a screen can hold. */
  static void checkText(String field, String text) {
    boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    if (!whole || text.indexOf('\0') >= 0) {
      throw Refusal.invalid(field, "must not hold U+0000 or half a surrogate pair");
    }
  }

  /** Every text and every name inside. */
  static void checkText(String field, Json value) {
    switch (value) {
      case Json.Str(String text) -> checkText(field, text);
      case Json.Arr(List<Json> items) -> items.forEach(item -> checkText(field, item));
      case Json.Obj object ->
          object
              .fields()
              .forEach(
                  (name, inner) -> {
                    checkText(field, name);
                    checkText(field, inner);
                  });
      default -> {}
    }
  }

  /** Names of labels or people. */
  static void checkNames(String field, List<String> names) {
    if (names.size() > MOST_NAMES) {
      throw Refusal.invalid(
          field, "must be at most %d, not %d".formatted(MOST_NAMES, names.size()));
    }
    for (String name : names) {
      checkLine(field, name);
      if (name.length() > LONGEST_NAME) {
        throw Refusal.invalid(
            field, "must each be at most %d characters long".formatted(LONGEST_NAME));
      }
    }
  }

  /** Text of many lines that says something. */
  static void checkFilled(String field, String text) {
    if (text.isBlank()) {
      throw Refusal.invalid(field, "must not be empty");
    }
    checkText(field, text);
  }
}
