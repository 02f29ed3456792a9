package io.auterity.workflow.live;

import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import java.util.Comparator;
import java.util.List;

/**
 * The progress of a run in the unit in which people count it: items of its longest list that are
 * over, or its outermost steps that did what they should when it has no list.
 */
public record DoneOfTotal(int done, int total) {

  public static final DoneOfTotal NONE = new DoneOfTotal(0, 0);

  public static DoneOfTotal of(Workflow workflow, Tallies tallies) {
    List<NodeTally> nodes = tallies.nodes();
    return workflow.nodes().stream()
        .filter(Node::many)
        .map(each -> nodes.get(each.index()))
        .max(Comparator.comparingInt(NodeTally::total))
        .map(each -> new DoneOfTotal(each.succeeded() + each.failed(), each.total()))
        .orElseGet(() -> steps(workflow.steps(), nodes));
  }

  private static DoneOfTotal steps(Scope root, List<NodeTally> nodes) {
    int done = 0;
    for (int local = 0; local < root.size(); local++) {
      NodeTally node = nodes.get(root.node(local));
      boolean skipped = node.phase() == StepPhase.SKIPPED && node.started() > 0;
      done += skipped || node.phase() == StepPhase.SUCCEEDED ? 1 : 0;
    }
    return new DoneOfTotal(done, root.size());
  }
}
