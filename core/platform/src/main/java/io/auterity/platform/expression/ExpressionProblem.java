package io.auterity.platform.expression;

import dev.cel.common.CelIssue;
import io.auterity.platform.suggestion.Nearest;
import java.util.Collection;
import java.util.List;
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
  private static final Pattern NO_OVERLOAD =
      Pattern.compile("no matching overload for '(.+?)' applied to '(.*?)'");

  /** Of the value that a reduce begins with and the next: both stand in objects there. */
  private static final Pattern UNLIKE =
      Pattern.compile("expected type 'map\\(string, (.*)\\)' but found 'map\\(string, (.*)\\)'");

  private static final Pattern UNKNOWN_FIELD = Pattern.compile("undefined field '(.+?)'");

  /** The rule with the position, e.g. {@code undeclared reference to 'x' (line 1, column 4)}. */
  public String located() {
    return "%s (line %d, column %d)".formatted(rule, line, column);
  }

  /**
   * What CEL reports of a text, as a rule and a fix.
   *
   * @param names and {@code fields} that the text may have meant
   * @param library whose functions it may have meant
   */
  static ExpressionProblem reported(
      CelIssue issue,
      String text,
      Collection<String> names,
      Collection<String> fields,
      FunctionLibrary library) {
    String rule = rule(issue.getMessage());
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = issue.getSourceLocation().getColumn() + 1;
    Matcher unlike = UNLIKE.matcher(rule);
    if (unlike.matches()) {
      return new ExpressionProblem(
          "",
          line,
          column,
          "reduce: the first value is %s, the next one %s"
              .formatted(unlike.group(1), unlike.group(2)),
          "make both of one type, or begin with dyn(...)");
    }
    Matcher call = NO_OVERLOAD.matcher(rule);
    FunctionUsage usage = call.find() ? library.usage(call.group(1)).orElse(null) : null;
    if (usage != null) {
      return new ExpressionProblem(
          "",
          line,
          column,
          "%s does not take %s".formatted(usage.name(), call.group(2).replace(".()", "")),
          "write %s, e.g. %s".formatted(usage.signature(), usage.example()));
    }
    Collection<String> meant = isCall(text, line, column) ? library.names() : names;
    return new ExpressionProblem("", line, column, rule, fix(rule, meant, fields));
  }

  // CEL tells of a function at the bracket behind its name, and of a name where it begins.
  private static boolean isCall(String text, int line, int column) {
    List<String> lines = text.lines().toList();
    int[] characters =
        line > lines.size() ? new int[0] : lines.get(line - 1).codePoints().toArray();
    return column >= 1 && column <= characters.length && characters[column - 1] == '(';
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
