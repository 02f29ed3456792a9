package io.auterity.server.live;

import io.auterity.server.runs.RunSummary.RunCount;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.live.StepPhase;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.StepOutline;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the steps of a run have come to, as far as its watcher was told. */
final class Progression {

  private final List<StepOutline> outermost;
  private final List<StepOutline> lists;
  private final Map<Integer, NodeTally> tallies = new HashMap<>();

  Progression(RunDetail run) {
    this.outermost = run.definition().steps();
    this.lists = outermost.stream().flatMap(Progression::lists).toList();
    add(run.nodes());
  }

  private static Stream<StepOutline> lists(StepOutline step) {
    Stream<StepOutline> inArms = step.arms().stream().flatMap(arm -> arm.steps().stream());
    Stream<StepOutline> inside =
        Stream.concat(step.steps().stream(), inArms).flatMap(Progression::lists);
    return step.type() == StepType.EACH ? Stream.concat(Stream.of(step), inside) : inside;
  }

  void add(List<NodeTally> moved) {
    moved.forEach(tally -> tallies.put(tally.node(), tally));
  }

  /** How far the run is: items of its longest list, or its outermost steps without one. */
  RunCount count() {
    return lists.stream()
        .map(this::tally)
        .max(Comparator.comparingInt(NodeTally::total))
        .map(list -> new RunCount(list.succeeded() + list.failed(), list.total()))
        .orElseGet(this::steps);
  }

  private RunCount steps() {
    List<StepPhase> phases = outermost.stream().map(this::tally).map(NodeTally::phase).toList();
    int done =
        (int)
            phases.stream()
                .filter(phase -> phase == StepPhase.SUCCEEDED || phase == StepPhase.FAILED)
                .count();
    return new RunCount(done, phases.size());
  }

  private NodeTally tally(StepOutline step) {
    return Objects.requireNonNull(tallies.get(step.node()));
  }
}
