package io.auterity.workflow.step;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step that waits for a signal to its run, or for others to call the run back; its value is what
 * these say. What came before the step began is waited for no more.
 *
 * @param signal name of the signal; null where it waits for a callback
 * @param schema of what a callback says; null for anything
 * @param timeout template of the longest time that it waits; null where it waits on
 */
record AwaitStep(
    Step.Head head,
    @Nullable String signal,
    Json.@Nullable Obj schema,
    @Nullable Json timeout,
    OnTimeout onTimeout)
    implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.AWAIT, Set.of("timeout", "onTimeout"), (head, part, inner) -> read(head, part));

  private static final String TIMEOUT = "timeout";
  private static final String SIGNAL = "signal";
  private static final String CALLBACK = "callback";
  private static final String SCHEMA = "schema";

  /** What becomes of a step whose time is up. */
  enum OnTimeout {
    FAIL,
    /** It is done, and its value is null. */
    NULL
  }

  private static AwaitStep read(Step.Head head, DefinitionPart part) {
    DefinitionPart await = part.part("await");
    await.only(Set.of(SIGNAL, CALLBACK));
    if (part.has("onTimeout") && !part.has(TIMEOUT)) {
      part.wrong("onTimeout", "goes with timeout only", "add e.g. timeout: 1d, or leave it out");
    }
    boolean callback = await.has(CALLBACK);
    if (callback && await.has(SIGNAL)) {
      await.wrong(SIGNAL, "goes not with callback", "write one of them, and two steps for both");
    }
    String signal = !callback && part.get("await") instanceof Json.Obj ? await.word(SIGNAL) : "";
    return new AwaitStep(
        head,
        callback ? null : signal,
        callback ? schema(await.part(CALLBACK)) : null,
        part.get(TIMEOUT),
        part.choice("onTimeout", OnTimeout.class, OnTimeout.FAIL));
  }

  private static Json.@Nullable Obj schema(DefinitionPart callback) {
    callback.only(Set.of(SCHEMA));
    if (!callback.has(SCHEMA)) {
      return null;
    }
    Json.Obj schema = callback.part(SCHEMA).object();
    List<Problem> problems = JsonSchema.problems(schema);
    problems.forEach(problem -> callback.problems().add(problem.in(callback.path(SCHEMA))));
    return problems.isEmpty() ? schema : null;
  }

  @Override
  public StepType type() {
    return StepType.AWAIT;
  }

  @Override
  public Outline outline() {
    return Outline.of(Json.of(signal == null ? CALLBACK : signal));
  }

  @Override
  public boolean calledBack() {
    return signal == null;
  }

  @Override
  public Map<String, Json> durations() {
    return timeout == null ? Map.of() : Map.of(TIMEOUT, timeout);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    if (signal == null && at.repeated()) {
      at.report(
          new Problem(
              at.path("await"),
              "a callback has one address in a run, and this step may come several times",
              "start a run of its own for each with run, and await the callback there"));
    }
    Template within =
        timeout == null ? null : at.timedTemplates().duration(at.path(TIMEOUT), timeout);
    if (timeout == null || within != null) {
      String name = signal == null ? MessageWait.callback(id()) : signal;
      JsonSchema fits = schema == null ? null : JsonSchema.of(schema);
      at.add(new Await(at.head(), name, fits, within, onTimeout));
    }
    return type(schema);
  }

  private ValueType type(Json.@Nullable Obj says) {
    if (says == null) {
      return Scalar.ANY;
    }
    ValueType type = ValueType.ofSchema(says);
    return onTimeout == OnTimeout.NULL ? new ValueType.Nullable(type) : type;
  }

  private record Await(
      Node.Head head,
      String signal,
      @Nullable JsonSchema schema,
      @Nullable Template timeout,
      OnTimeout onTimeout)
      implements MessageWait {

    @Override
    public StepType type() {
      return StepType.AWAIT;
    }

    @Override
    public List<Problem> problems(Json payload) {
      return schema == null ? List.of() : schema.check(payload);
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
    public Beginning received(Json asked, Json message) {
      return new Beginning.Output(message);
    }

    @Override
    public Beginning due(Json asked) {
      return switch (onTimeout) {
        case NULL -> new Beginning.Output(Json.NULL);
        case FAIL ->
            new Beginning.Refusal(
                Failure.of(FailureCode.TIMEOUT, "%s did not come in time".formatted(awaited()))
                    .withRetryable(false));
      };
    }

    private String awaited() {
      return signal.equals(MessageWait.callback(id()))
          ? "the callback"
          : "the signal '%s'".formatted(signal);
    }
  }
}
