package io.auterity.platform.expression;

import dev.cel.common.CelIssue;
import io.auterity.platform.suggestion.Nearest;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A problem for which a text is no valid expression.
 *
 * @param path inside the value that holds the text, e.g. {@code labels.sample}; empty for itself
 * @param line of the text, from 1
 * @param column of that line, from 1
 * @param rule what is wrong
 * @param fix what to do
 */
public record ExpressionProblem(String path, int line, int column, String rule, String fix) {

  private static final Pattern UNKNOWN_NAME = Pattern.compile("undeclared reference to '(.+?)'");
  private static final Pattern UNKNOWN_FIELD = Pattern.compile("undefined field '(.+?)'");

  /** The rule with the position, e.g. {@code undeclared reference to 'x' (line 1, column 4)}. */
  public String located() {
    return "%s (line %d, column %d)".formatted(rule, line, column);
  }

  /** What CEL reports, as a rule and a fix; the names and fields are those it may have meant. */
  static ExpressionProblem reported(
      CelIssue issue, Collection<String> names, Collection<String> fields) {
    String rule = rule(issue.getMessage());
    return new ExpressionProblem(
        "",
        Math.max(1, issue.getSourceLocation().getLine()),
        issue.getSourceLocation().getColumn() + 1,
        rule,
        fix(rule, names, fields));
  }

  private static String rule(String message) {
    return message
        .replaceAll(" ?\\(in container '.*?'\\)", "")
        .replaceAll("\\}#\\d+", "}")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String fix(String rule, Collection<String> names, Collection<String> fields) {
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
