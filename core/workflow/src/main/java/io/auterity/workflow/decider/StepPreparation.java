package io.auterity.workflow.decider;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.StepDurations;
import io.auterity.workflow.graph.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates what a step needs to start. Depends on the state and the given time alone. */
public final class StepPreparation {

  /** Items that one step may run over. */
  static final int MAX_ITEMS = 1_000_000;

  /**
   * Prepares a step that the state has started.
   *
   * @param now when a wait begins
   */
  public static PreparedStep prepare(RunState state, StepKey step, Instant now) {
    Bindings bindings = state.bindings(step);
    if (bindings == null) {
      throw new IllegalArgumentException("not under way: " + step);
    }
    return of(state.workflow().node(step.node()), step, bindings, now);
  }

  /** What a step under way is given; null where it is not under way. */
  public static @Nullable Json input(RunState state, StepKey step) {
    Bindings bindings = state.bindings(step);
    return bindings == null ? null : input(state.workflow().node(step.node()), bindings);
  }

  /** The input of a call or the value that another step works on, from any bindings. */
  public static Json input(Node node, Bindings bindings) {
    return switch (node) {
      case Node.Call call -> call.with().evaluate(bindings);
      case Node.Transform transform -> Json.NULL;
      case Node.Branch branch -> Json.NULL;
      case Node.Each each -> each.items().evaluate(bindings);
      case Node.Wait wait -> wait.duration().evaluate(bindings);
    };
  }

  private static PreparedStep of(Node node, StepKey step, Bindings bindings, Instant now) {
    try {
      return switch (node) {
        case Node.Call call -> call(call, step, bindings);
        case Node.Transform transform ->
            new PreparedStep.Happened(
                new RunEvent.Completed(step, transform.value().evaluate(bindings)));
        case Node.Branch branch -> new PreparedStep.Happened(choose(branch, step, bindings));
        case Node.Each each -> new PreparedStep.Happened(expand(each, step, bindings));
        case Node.Wait wait ->
            new PreparedStep.Happened(
                new RunEvent.TimerSet(step, now.plus(duration(wait.duration(), bindings))));
      };
    } catch (EvaluationException | UnfitValueException e) {
      return new PreparedStep.Happened(
          new RunEvent.Failed(step, failure(String.valueOf(e.getMessage()))));
    }
  }

  private static PreparedStep call(Node.Call call, StepKey step, Bindings bindings) {
    Map<String, String> labels = new TreeMap<>();
    call.labels().forEach((name, label) -> labels.put(name, text(label.evaluate(bindings))));
    if (call.with().evaluate(bindings) instanceof Json.Obj input) {
      return new PreparedStep.Dispatch(step, call.capability(), input, labels, call.timeout());
    }
    return new PreparedStep.Happened(
        new RunEvent.Failed(step, failure("the input of a call must be an object")));
  }

  private static String text(Json value) {
    return value instanceof Json.Str(String text) ? text : value.toString();
  }

  private static RunEvent choose(Node.Branch branch, StepKey step, Bindings bindings) {
    List<Node.Arm> arms = branch.arms();
    for (int arm = 0; arm < arms.size(); arm++) {
      Expression when = arms.get(arm).when();
      if (when == null || when.test(bindings)) {
        return new RunEvent.Chosen(step, arm);
      }
    }
    throw new IllegalStateException("a branch without else: " + branch.id());
  }

  private static RunEvent expand(Node.Each each, StepKey step, Bindings bindings) {
    Template pace = each.pace();
    if (pace != null) {
      duration(pace, bindings);
    }
    if (!(each.items().evaluate(bindings) instanceof Json.Arr(List<Json> items))) {
      return new RunEvent.Failed(step, failure("'each' needs a list"));
    }
    return items.size() > MAX_ITEMS
        ? new RunEvent.Failed(
            step,
            Failure.of(
                FailureCode.TOO_LARGE, "%d items, at most %d".formatted(items.size(), MAX_ITEMS)))
        : new RunEvent.Expanded(step, items.size());
  }

  private static Duration duration(Template template, Bindings bindings) {
    String text = text(template.evaluate(bindings));
    return StepDurations.read(text)
        .orElseThrow(() -> new UnfitValueException(StepDurations.rule(text) + "; write e.g. 30s"));
  }

  private static final class UnfitValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitValueException(String message) {
      super(message);
    }
  }

  private static Failure failure(String message) {
    return Failure.of(FailureCode.INVALID, message);
  }
}
