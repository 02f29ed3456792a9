package io.auterity.workflow.step;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import java.time.Instant;
import java.util.Set;

/**
 * A step that computes a value.
 *
 * @param value its template
 */
record TransformStep(Step.Head head, Json value) implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.TRANSFORM,
          Set.of(),
          (head, part, inner) -> new TransformStep(head, part.value("transform")));

  @Override
  public StepType type() {
    return StepType.TRANSFORM;
  }

  @Override
  public Outline outline() {
    return Outline.of(value);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    Template template = at.timedTemplates().template(at.path("transform"), value);
    if (template == null) {
      return Scalar.ANY;
    }
    at.add(new Transform(at.head(), template));
    return template.type();
  }

  private record Transform(Node.Head head, Template value) implements Node {

    @Override
    public StepType type() {
      return StepType.TRANSFORM;
    }

    @Override
    public Json input(Bindings bindings) {
      return Json.NULL;
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      return new Beginning.Output(value.evaluate(bindings));
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Output.class;
    }
  }
}
