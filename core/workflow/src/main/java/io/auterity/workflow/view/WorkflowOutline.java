package io.auterity.workflow.view;

import io.auterity.spi.Json;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.view.StepOutline.ArmOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as people see it.
 *
 * @param input JSON Schema
 * @param output one line
 */
public record WorkflowOutline(
    String id, Json.Obj input, List<StepOutline> steps, @Nullable String output) {
  public WorkflowOutline {
    steps = List.copyOf(steps);
  }

  public static WorkflowOutline of(Workflow workflow) {
    Json output = workflow.definition().output();
    return new WorkflowOutline(
        workflow.id(),
        workflow.inputSchema(),
        new Drawing(workflow).steps(workflow.definition().steps()),
        output == null ? null : Step.Outline.line(output));
  }

  /** Walks through definition and graph at once. */
  private static final class Drawing {

    private final Map<String, Node> nodes;

    Drawing(Workflow workflow) {
      this.nodes = workflow.nodes().stream().collect(Collectors.toMap(Node::id, node -> node));
    }

    List<StepOutline> steps(List<Step> steps) {
      List<StepOutline> drawn = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        List<String> after = steps.get(i).head().after();
        List<String> above = i == 0 ? List.of() : List.of(steps.get(i - 1).id());
        drawn.add(step(steps.get(i), after == null ? above : after));
      }
      return drawn;
    }

    private StepOutline step(Step step, List<String> after) {
      Node.Head head = Objects.requireNonNull(nodes.get(step.id())).head();
      Step.Outline outline = step.outline();
      boolean arms = step.inArms();
      Step.Body undo = step.head().undo();
      return new StepOutline(
          head.index(),
          head.id(),
          head.pattern(),
          step.type(),
          after,
          outline.text(),
          outline.route(),
          outline.concurrency(),
          outline.paced(),
          arms ? step.bodies().stream().map(this::arm).toList() : List.of(),
          arms
              ? List.of()
              : step.bodies().stream().flatMap(body -> steps(body.steps()).stream()).toList(),
          undo == null ? List.of() : steps(undo.steps()));
    }

    private ArmOutline arm(Step.Body arm) {
      Json when = arm.label();
      return new ArmOutline(when == null ? null : Step.Outline.line(when), steps(arm.steps()));
    }
  }
}
