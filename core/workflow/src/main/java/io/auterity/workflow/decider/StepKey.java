package io.auterity.workflow.decider;

import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import java.util.Objects;

/**
 * One execution of one node.
 *
 * @param node its number
 * @param path which items it belongs to
 * @param round 0, and one more for each re-run
 */
public record StepKey(int node, IndexPath path, int round) {
  public StepKey {
    Objects.requireNonNull(path);
  }

  /** As people and providers see it, e.g. {@code triage[17].classify}. */
  public String text(Workflow workflow) {
    String pattern = workflow.node(node).head().pattern();
    StringBuilder text = new StringBuilder(pattern.length() + 8);
    int depth = 0;
    for (int at = 0; at < pattern.length(); at++) {
      text.append(pattern.charAt(at));
      if (pattern.charAt(at) == '[') {
        text.append(path.at(depth++));
      }
    }
    return text.toString();
  }

  /** The node of that id at that path. */
  static StepKey of(Node node, IndexPath path) {
    return new StepKey(node.index(), path, 0);
  }
}
