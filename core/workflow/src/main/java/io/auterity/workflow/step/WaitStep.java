package io.auterity.workflow.step;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.StepDurations;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A step that lets time pass; it survives a restart.
 *
 * @param duration template of a duration
 */
record WaitStep(Step.Head head, Json duration) implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.WAIT, Set.of(), (head, part, inner) -> new WaitStep(head, part.value("wait")));

  @Override
  public StepType type() {
    return StepType.WAIT;
  }

  @Override
  public Outline outline() {
    return Outline.of(duration);
  }

  @Override
  public Map<String, Json> durations() {
    return Map.of("wait", duration);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    Template template = at.timedTemplates().duration(at.path("wait"), duration);
    if (template != null) {
      at.add(new Wait(at.head(), template));
    }
    return Scalar.NULL;
  }

  private record Wait(Node.Head head, Template duration) implements Node {

    @Override
    public StepType type() {
      return StepType.WAIT;
    }

    @Override
    public Json input(Bindings bindings) {
      return duration.evaluate(bindings);
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      return new Beginning.Timer(now.plus(StepDurations.evaluate(duration, bindings)));
    }

    @Override
    public Class<? extends Beginning> begins() {
      return Beginning.Timer.class;
    }
  }
}
