package io.auterity.workflow.engine;

import io.auterity.platform.problem.Problem;
import java.util.List;

/** Says that the input of a run does not fit its workflow; nothing has run. */
public final class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidInputException(List<Problem> problems) {
    super(problems.getFirst().toString());
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
