package io.auterity.workflow.editor;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.resource.InvalidResourcesException;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.RunNames;
import io.auterity.workflow.graph.Workflow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test of one step on values of one's own: how it would begin. Nothing is called and nothing
 * kept.
 *
 * @param input what it works on; absent when that is no single value
 * @param value its output; the number of an arm from 0, or of items; until when it waits; what it
 *     asks; absent elsewhere
 * @param capability that it would call
 * @param labels of that call, by name
 * @param problem why it cannot begin
 */
public record StepTrial(
    String step,
    StepType type,
    Outcome outcome,
    @Nullable Json input,
    @Nullable Json value,
    @Nullable String capability,
    @Nullable Map<String, String> labels,
    @Nullable String problem) {

  /** Most values that are given. */
  public static final int MOST_VALUES = 1_000;

  /** How a step begins. */
  public enum Outcome {
    SKIPPED,
    CALL,
    OUTPUT,
    ARM,
    ITEMS,
    WAIT,
    RUN,
    ASK,
    FAILED
  }

  /**
   * Tries a step.
   *
   * @param check of the text that it stands in
   * @param id of the step
   * @param values of the names that the step sees; {@code run} and {@code tenant} have samples
   * @param now when the step begins
   * @throws InvalidResourcesException when the text has problems
   */
  public static StepTrial of(
      WorkflowCheck check, String id, Map<String, Json> values, Instant now) {
    Workflow workflow = check.workflow();
    if (workflow == null) {
      throw new InvalidResourcesException(check.problems());
    }
    if (values.size() > MOST_VALUES) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "there are %,d values, at most %,d: send those that the step reads"
              .formatted(values.size(), MOST_VALUES));
    }
    Node node = node(workflow, id);
    Map<String, Json> known = new HashMap<>(RunNames.samples());
    known.putAll(values);
    Bindings bindings = RunNames.at(known::get, now);
    try {
      return node.head().skips(bindings)
          ? of(node, Outcome.SKIPPED, null, null)
          : begun(node, bindings, now);
    } catch (EvaluationException e) {
      return failed(node, null, String.valueOf(e.getMessage()));
    }
  }

  private static Node node(Workflow workflow, String id) {
    return workflow.nodes().stream()
        .filter(node -> node.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "there is no step '%s'; %s"
                        .formatted(
                            id,
                            Nearest.fix(id, workflow.nodes().stream().map(Node::id).toList()))));
  }

  private static StepTrial begun(Node node, Bindings bindings, Instant now) {
    Json works = node.input(bindings);
    Json input = works.equals(Json.NULL) ? null : works;
    return switch (node.begin(bindings, now)) {
      case Beginning.Dispatch call ->
          new StepTrial(
              node.id(),
              node.type(),
              Outcome.CALL,
              call.input(),
              null,
              call.capability(),
              call.labels(),
              null);
      case Beginning.Output(Json value) -> of(node, Outcome.OUTPUT, input, value);
      case Beginning.Arm(int arm) -> of(node, Outcome.ARM, input, Json.of(arm));
      case Beginning.Items(int count) -> of(node, Outcome.ITEMS, input, Json.of(count));
      case Beginning.Timer(Instant due) -> of(node, Outcome.WAIT, input, Json.of(due.toString()));
      case Beginning.Child c -> of(node, Outcome.RUN, input, null);
      case Beginning.Question(Instant due, Json asked) -> of(node, Outcome.ASK, input, asked);
      case Beginning.Refusal(var failure) -> failed(node, input, failure.message());
    };
  }

  private static StepTrial of(
      Node node, Outcome outcome, @Nullable Json input, @Nullable Json value) {
    return new StepTrial(node.id(), node.type(), outcome, input, value, null, null, null);
  }

  private static StepTrial failed(Node node, @Nullable Json input, String problem) {
    return new StepTrial(node.id(), node.type(), Outcome.FAILED, input, null, null, null, problem);
  }
}
