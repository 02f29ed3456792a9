package io.auterity.workflow.step;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepDurations;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.MessageWait;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step that waits for a signal to its run; its value is what the signal says. One that came
 * before the step began is waited for no more.
 *
 * @param signal name of the signal
 * @param timeout template of the longest time that it waits; null where it waits on
 */
record AwaitStep(Step.Head head, String signal, @Nullable Json timeout, OnTimeout onTimeout)
    implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.AWAIT, Set.of("timeout", "onTimeout"), (head, part, inner) -> read(head, part));

  private static final String TIMEOUT = "timeout";

  /** What becomes of a step whose time is up. */
  enum OnTimeout {
    FAIL,
    /** It is done, and its value is null. */
    NULL
  }

  private static AwaitStep read(Step.Head head, DefinitionPart part) {
    DefinitionPart await = part.part("await");
    await.only(Set.of("signal"));
    if (part.has("onTimeout") && !part.has(TIMEOUT)) {
      part.wrong("onTimeout", "goes with timeout only", "add e.g. timeout: 1d, or leave it out");
    }
    return new AwaitStep(
        head,
        part.get("await") instanceof Json.Obj ? await.word("signal") : "",
        part.get(TIMEOUT),
        part.choice("onTimeout", OnTimeout.class, OnTimeout.FAIL));
  }

  @Override
  public StepType type() {
    return StepType.AWAIT;
  }

  @Override
  public Outline outline() {
    return Outline.of(Json.of(signal));
  }

  @Override
  public Map<String, Json> durations() {
    return timeout == null ? Map.of() : Map.of(TIMEOUT, timeout);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    Template within =
        timeout == null ? null : at.timedTemplates().duration(at.path(TIMEOUT), timeout);
    if (timeout == null || within != null) {
      at.add(new Await(at.head(), signal, within, onTimeout));
    }
    return Scalar.ANY;
  }

  private record Await(
      Node.Head head, String signal, @Nullable Template timeout, OnTimeout onTimeout)
      implements MessageWait {

    @Override
    public StepType type() {
      return StepType.AWAIT;
    }

    @Override
    public Json input(Bindings bindings) {
      return Json.NULL;
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      Instant due = timeout == null ? null : now.plus(StepDurations.evaluate(timeout, bindings));
      return new Beginning.Question(due, Json.NULL);
    }

    @Override
    public Beginning due(Json asked) {
      return switch (onTimeout) {
        case NULL -> new Beginning.Output(Json.NULL);
        case FAIL ->
            new Beginning.Refusal(
                Failure.of(
                        FailureCode.TIMEOUT,
                        "the signal '%s' did not come in time".formatted(signal))
                    .withRetryable(false));
      };
    }
  }
}
