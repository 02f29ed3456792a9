package io.auterity.platform.expression;

import io.auterity.platform.suggestion.Nearest;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what CEL says about a text into a rule and a fix. */
final class Wording {

  private static final Pattern UNKNOWN_NAME = Pattern.compile("undeclared reference to '(.+?)'");
  private static final Pattern UNKNOWN_FIELD = Pattern.compile("undefined field '(.+?)'");

  private Wording() {}

  static String rule(String message) {
    return message
        .replaceAll(" ?\\(in container '.*?'\\)", "")
        .replaceAll("\\}#\\d+", "}")
        .replaceAll("\\s+", " ")
        .strip();
  }

  static String fix(String rule, Collection<String> names, Collection<String> fields) {
    Matcher name = UNKNOWN_NAME.matcher(rule);
    if (name.find()) {
      return Nearest.fix(name.group(1), names);
    }
    Matcher field = UNKNOWN_FIELD.matcher(rule);
    if (field.find()) {
      return Nearest.fix(field.group(1), fields);
    }
    return rule.contains("no matching overload")
        ? "use operands of fitting types, or convert one, e.g. string(x), int(x), double(x)"
        : "correct the CEL expression at that place";
  }
}
