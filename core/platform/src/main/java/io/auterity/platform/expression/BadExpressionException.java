package io.auterity.platform.expression;

import java.util.List;

/** Says that a text is no valid expression or template, with all that is wrong. */
public final class BadExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ExpressionProblem> problems;

  BadExpressionException(List<ExpressionProblem> problems) {
    super(problems.getFirst().located());
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong; never empty. */
  public List<ExpressionProblem> problems() {
    return problems;
  }
}
