package io.auterity.workflow.engine;

import io.auterity.platform.problem.Problem;
import java.util.List;

/** Says that the input of a run, or a callback, does not fit its schema; nothing was done. */
public final class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  private final String undone;

  InvalidInputException(List<Problem> problems) {
    this("the run was not started", problems);
  }

  /**
   * @param undone what was not done for it, e.g. {@code the run was not started}
   */
  InvalidInputException(String undone, List<Problem> problems) {
    super(problems.getFirst().toString());
    this.undone = undone;
    this.problems = List.copyOf(problems);
  }

  /** What was not done for it, in words. */
  public String undone() {
    return undone;
  }

  /** All that is wrong; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
