package io.auterity.server.runs;

import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.view.StepOutline;
import io.auterity.workflow.view.WorkflowOutline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The steps of a workflow by their numbers. */
public final class Nodes {

  private final Map<Integer, StepOutline> steps = new HashMap<>();

  public Nodes(WorkflowOutline workflow) {
    workflow.steps().forEach(this::add);
  }

  private void add(StepOutline step) {
    steps.put(step.node(), step);
    step.steps().forEach(this::add);
    step.arms().forEach(arm -> arm.steps().forEach(this::add));
  }

  /** What is known of each step together with what it has come to. */
  public List<NodeProgress> progress(List<NodeTally> tallies) {
    return tallies.stream()
        .map(tally -> NodeProgress.of(Objects.requireNonNull(steps.get(tally.node())), tally))
        .toList();
  }
}
