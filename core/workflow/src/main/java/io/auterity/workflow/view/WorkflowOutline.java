package io.auterity.workflow.view;

import io.auterity.spi.Json;
import io.auterity.workflow.graph.Definition;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.view.StepOutline.ArmOutline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
    Map<String, Node.Head> heads =
        workflow.nodes().stream().collect(Collectors.toMap(Node::id, Node::head));
    return of(
        workflow.definition(),
        step -> {
          Node.Head head = Objects.requireNonNull(heads.get(step.id()));
          return new Numbered(head.index(), head.pattern());
        });
  }

  /** The outline of what may hold mistakes; its paths are those of the definition. */
  public static WorkflowOutline ofDraft(Definition draft) {
    Map<String, Integer> numbers = new HashMap<>();
    draft.all().forEach(step -> numbers.put(step.head().path(), numbers.size()));
    return of(
        draft,
        step ->
            new Numbered(
                Objects.requireNonNull(numbers.get(step.head().path())), step.head().path()));
  }

  private static WorkflowOutline of(Definition definition, Function<Step, Numbered> number) {
    Json output = definition.output();
    return new WorkflowOutline(
        definition.id(),
        definition.input(),
        new Drawing(number).steps(definition.steps()),
        output == null ? null : Step.Outline.line(output));
  }

  private record Numbered(int node, String path) {}

  /** Walks through a definition. */
  private record Drawing(Function<Step, Numbered> number) {

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
      Numbered numbered = number.apply(step);
      Step.Outline outline = step.outline();
      boolean arms = step.inArms();
      Step.Body undo = step.head().undo();
      return new StepOutline(
          numbered.node(),
          step.id(),
          numbered.path(),
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
