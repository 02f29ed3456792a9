package io.auterity.platform.expression;

import java.util.Objects;

/**
 * Why a text is no expression.
 *
 * @param path inside the value that holds the text, e.g. {@code labels.sample}; empty for itself
 * @param line of the text, from 1
 * @param column of that line, from 1
 * @param rule what is wrong
 * @param fix what to do
 */
public record ExpressionProblem(String path, int line, int column, String rule, String fix) {
  public ExpressionProblem {
    Objects.requireNonNull(path);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(fix);
  }

  /** The rule with the position, e.g. {@code undeclared reference to 'x' (line 1, column 4)}. */
  public String located() {
    return "%s (line %d, column %d)".formatted(rule, line, column);
  }
}
