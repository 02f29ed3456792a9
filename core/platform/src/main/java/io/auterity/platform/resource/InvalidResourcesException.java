package io.auterity.platform.resource;

import io.auterity.platform.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Resources were refused as a whole; nothing of them is in force. */
public final class InvalidResourcesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidResourcesException(List<Problem> problems) {
    super(
        Problem.first(problems).stream().map(Problem::toString).collect(Collectors.joining(". ")));
    this.problems = Problem.first(problems);
  }

  /** What is wrong, at most {@link Problem#MOST} and a word on the others; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
