package io.auterity.workflow.decider;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys of steps as people see them. */
public final class StepKeys {

  private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})]");

  private StepKeys() {}

  /**
   * Reads e.g. {@code triage[17].classify}.
   *
   * @throws CallFailedException {@code not_found} when the workflow has no such step
   */
  public static StepKey read(Workflow workflow, String key, int round) {
    String pattern = INDEX.matcher(key).replaceAll("[]");
    Node node =
        workflow.nodes().stream()
            .filter(candidate -> candidate.head().pattern().equals(pattern))
            .findFirst()
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND, "the workflow has no step '%s'".formatted(key)));
    IndexPath path = IndexPath.ROOT;
    Matcher index = INDEX.matcher(key);
    while (index.find()) {
      path = path.child(Integer.parseInt(index.group(1)));
    }
    return new StepKey(node.index(), path, round);
  }
}
