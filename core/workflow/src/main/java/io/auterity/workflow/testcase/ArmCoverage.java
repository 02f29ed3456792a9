package io.auterity.workflow.testcase;

import io.auterity.spi.Json;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.Workflow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Arm coverage: which arms of a workflow runs have taken, and which none has. */
public final class ArmCoverage {

  private final Workflow workflow;
  private final Set<Arm> taken = new HashSet<>();

  ArmCoverage(Workflow workflow) {
    this.workflow = workflow;
  }

  /** What can be taken of a step. */
  public enum Kind {
    /** An arm of a branch. */
    BRANCH,
    /** A handler of a try. */
    CATCH,
    /** Its condition holds. */
    RUN,
    /** Its condition does not hold. */
    SKIP
  }

  private record Arm(int node, Kind kind, int place) {}

  /**
   * An arm of a workflow.
   *
   * @param arm its place from 0, of a branch or a try
   * @param when its condition; absent for one that has none
   */
  public record ArmOfStep(String step, Kind kind, @Nullable Integer arm, @Nullable String when) {}

  /** A step that begins so; one that is skipped says so by its event. */
  void prepared(StepKey step, PreparedStep prepared) {
    boolean skipped =
        prepared instanceof PreparedStep.Happened(RunEvent event)
            && event instanceof RunEvent.Skipped;
    if (!skipped) {
      taken.add(new Arm(step.node(), Kind.RUN, 0));
    }
  }

  void happened(RunEvent event) {
    switch (event) {
      case RunEvent.Chosen(StepKey step, int arm) ->
          taken.add(new Arm(step.node(), Kind.BRANCH, arm));
      case RunEvent.Handled(StepKey step, int arm, var error) ->
          taken.add(new Arm(step.node(), Kind.CATCH, arm));
      case RunEvent.Skipped(StepKey step, var doubt) ->
          taken.add(new Arm(step.node(), Kind.SKIP, 0));
      default -> {}
    }
  }

  /** How many arms there are. */
  int total() {
    return arms(arm -> true).size();
  }

  /** Those that no run has taken, in the order of the workflow. */
  List<ArmOfStep> untaken() {
    return arms(arm -> !taken.contains(arm));
  }

  private List<ArmOfStep> arms(Predicate<Arm> wanted) {
    Map<String, Step> steps =
        workflow.definition().all().collect(Collectors.toMap(Step::id, step -> step));
    List<ArmOfStep> found = new ArrayList<>();
    for (Node node : workflow.nodes()) {
      Step step = steps.get(node.id());
      if (step != null) {
        arms(step).forEach(arm -> add(found, node, arm, wanted));
      }
    }
    return found;
  }

  private static void add(List<ArmOfStep> found, Node node, ArmOfStep arm, Predicate<Arm> wanted) {
    int place = arm.arm() == null ? 0 : arm.arm();
    if (wanted.test(new Arm(node.index(), arm.kind(), place))) {
      found.add(arm);
    }
  }

  private static List<ArmOfStep> arms(Step step) {
    List<ArmOfStep> arms = new ArrayList<>();
    Json when = step.head().when();
    if (when != null) {
      arms.add(new ArmOfStep(step.id(), Kind.RUN, null, line(when)));
      arms.add(new ArmOfStep(step.id(), Kind.SKIP, null, line(when)));
    }
    if (step.type() == StepType.BRANCH) {
      add(arms, step, Kind.BRANCH, step.bodies());
    } else if (step.type() == StepType.TRY) {
      List<Step.Body> handlers = step.bodies().subList(1, step.bodies().size());
      add(
          arms,
          step,
          Kind.CATCH,
          handlers.stream().filter(body -> !body.field().equals("finally")).toList());
    }
    return arms;
  }

  private static void add(List<ArmOfStep> arms, Step step, Kind kind, List<Step.Body> bodies) {
    for (int arm = 0; arm < bodies.size(); arm++) {
      arms.add(new ArmOfStep(step.id(), kind, arm, line(bodies.get(arm).label())));
    }
  }

  private static @Nullable String line(@Nullable Json when) {
    return when == null ? null : Step.Outline.line(when);
  }
}
