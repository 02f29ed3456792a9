package io.auterity.server.telemetry;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics and labels that an expression of PromQL names.
 *
 * @param metrics names of samples
 * @param labels that it matches or groups by
 */
record Expression(Set<String> metrics, Set<String> labels) {

  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern WORD = Pattern.compile("[a-zA-Z_:$][a-zA-Z0-9_:]*");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

  static Expression of(String text) {
    Set<String> labels = new HashSet<>();
    String rest = STRING.matcher(text).replaceAll("''");
    rest = take(rest, GROUPING, labels);
    rest = take(rest, MATCHERS, labels);
    rest = RANGE.matcher(rest).replaceAll("");
    Set<String> metrics = new HashSet<>();
    Matcher word = WORD.matcher(rest);
    while (word.find()) {
      boolean called = rest.substring(word.end()).stripLeading().startsWith("(");
      boolean inNumber = word.start() > 0 && Character.isDigit(rest.charAt(word.start() - 1));
      if (!called && !inNumber && !OPERATORS.contains(word.group())) {
        metrics.add(word.group());
      }
    }
    return new Expression(metrics, labels);
  }

  private static String take(String text, Pattern pattern, Set<String> labels) {
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      WORD.matcher(found.group(1)).results().forEach(label -> labels.add(label.group()));
    }
    return found.replaceAll("");
  }
}
