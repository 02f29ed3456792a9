package io.auterity.workflow.view;

import io.auterity.spi.Json;
import io.auterity.workflow.definition.Step;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Node;
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
        output == null ? null : line(output));
  }

  private static String line(Json value) {
    return value instanceof Json.Str(String text) ? text : value.toString();
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
      return switch (step) {
        case Step.Call call -> {
          Json route = call.labels().get(Step.ROUTE);
          yield plain(
              head, StepType.CALL, after, call.capability(), route == null ? null : line(route));
        }
        case Step.Transform(var h, Json value) ->
            plain(head, StepType.TRANSFORM, after, line(value), null);
        case Step.Wait(var h, Json duration) ->
            plain(head, StepType.WAIT, after, line(duration), null);
        case Step.Branch(var h, List<Step.Arm> arms) -> branch(head, after, arms);
        case Step.Each each -> each(head, after, each);
      };
    }

    private static StepOutline plain(
        Node.Head head, StepType type, List<String> after, String text, @Nullable String route) {
      return new StepOutline(
          head.index(),
          head.id(),
          head.pattern(),
          type,
          after,
          text,
          route,
          null,
          false,
          List.of(),
          List.of());
    }

    private StepOutline branch(Node.Head head, List<String> after, List<Step.Arm> arms) {
      List<ArmOutline> drawn =
          arms.stream()
              .map(
                  arm -> {
                    Json when = arm.when();
                    return new ArmOutline(
                        when == null ? null : line(when), steps(arm.body().steps()));
                  })
              .toList();
      return new StepOutline(
          head.index(),
          head.id(),
          head.pattern(),
          StepType.BRANCH,
          after,
          "%d arms".formatted(arms.size()),
          null,
          null,
          false,
          drawn,
          List.of());
    }

    private StepOutline each(Node.Head head, List<String> after, Step.Each each) {
      return new StepOutline(
          head.index(),
          head.id(),
          head.pattern(),
          StepType.EACH,
          after,
          line(each.items()),
          null,
          each.concurrency(),
          each.pace() != null,
          List.of(),
          steps(each.body().steps()));
    }
  }
}
