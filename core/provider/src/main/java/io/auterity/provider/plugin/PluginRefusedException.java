package io.auterity.provider.plugin;

import io.auterity.platform.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A plugin cannot be loaded as it is. */
public final class PluginRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** What is wrong with its manifest. */
  public PluginRefusedException(String source, List<Problem> problems) {
    super(
        "%s: %s"
            .formatted(
                source,
                problems.stream().map(Problem::toString).collect(Collectors.joining(". "))));
    this.problems = List.copyOf(problems);
  }

  public PluginRefusedException(String message) {
    super(message);
    this.problems = List.of();
  }

  /** Empty when the manifest is not the cause. */
  public List<Problem> problems() {
    return problems;
  }
}
