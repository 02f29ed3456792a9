package io.auterity.workflow.step;

import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import java.util.Map;
import java.util.Set;

/**
 * A step that runs another workflow (child workflow) and waits for its end; its value is the
 * child's output.
 *
 * @param with template of the child's input
 * @param onCancel what becomes of the child when the step is given up
 * @param detach whether it does not wait: its value is the id of the run then
 */
record RunStep(Step.Head head, String workflow, Json with, OnCancel onCancel, boolean detach)
    implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.RUN,
          Set.of("with", "onCancel", "detach"),
          (head, part, inner) -> read(head, part));

  /** What becomes of the child when the step is given up. */
  enum OnCancel {
    CANCEL,
    LEAVE
  }

  private static RunStep read(Step.Head head, DefinitionPart part) {
    Json with = part.get("with");
    return new RunStep(
        head,
        part.text("run"),
        with == null ? Json.EMPTY : with,
        part.choice("onCancel", OnCancel.class, OnCancel.CANCEL),
        part.flag("detach", false));
  }

  @Override
  public StepType type() {
    return StepType.RUN;
  }

  @Override
  public String startedWorkflow() {
    return workflow;
  }

  @Override
  public Outline outline() {
    return new Outline(workflow, null, null, false);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    Template input = at.timedTemplates().fitting(at.path("with"), with, new MapOf(Scalar.ANY));
    if (input != null) {
      at.add(new Node.Run(at.head(), workflow, input, onCancel == OnCancel.CANCEL, detach));
    }
    return detach ? Struct.required(Map.of("run", Scalar.TEXT)) : Scalar.ANY;
  }
}
