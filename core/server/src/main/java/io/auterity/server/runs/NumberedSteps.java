package io.auterity.server.runs;

import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.view.StepOutline;
import io.auterity.workflow.view.WorkflowOutline;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of a workflow by their numbers. */
public final class NumberedSteps {

  private final Map<Integer, StepOutline> steps = new HashMap<>();
  private final Set<Integer> outermost;

  public NumberedSteps(WorkflowOutline workflow) {
    workflow.steps().forEach(this::add);
    outermost = workflow.steps().stream().map(StepOutline::node).collect(Collectors.toSet());
  }

  private void add(StepOutline step) {
    steps.put(step.node(), step);
    step.steps().forEach(this::add);
    step.undo().forEach(this::add);
    step.arms().forEach(arm -> arm.steps().forEach(this::add));
  }

  /** What is known of each step together with what it has come to. */
  public List<NodeProgress> progress(List<NodeTally> tallies) {
    return tallies.stream()
        .map(tally -> NodeProgress.of(Objects.requireNonNull(steps.get(tally.node())), tally))
        .toList();
  }

  /** How many items of the longest list have failed; outermost steps, where there is no list. */
  public int failedItems(Collection<NodeTally> tallies) {
    return tallies.stream()
        .filter(tally -> tally.total() > 0)
        .max(Comparator.comparingInt(NodeTally::total))
        .map(NodeTally::failed)
        .orElseGet(() -> failedSteps(tallies));
  }

  private int failedSteps(Collection<NodeTally> tallies) {
    return tallies.stream()
        .filter(tally -> outermost.contains(tally.node()))
        .mapToInt(NodeTally::failed)
        .sum();
  }
}
