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
import io.auterity.workflow.event.AwaitedEvent;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step that waits for a signal to its run, for others to call the run back, or for an event; its
 * value is what these say.
 *
 * @param signal name of the signal; null where it waits for something else
 * @param event what it waits for; null where it is no event
 * @param schema of what a callback says; null for anything
 * @param timeout template of the longest time that it waits; null where it waits on
 */
record AwaitStep(
    Step.Head head,
    @Nullable String signal,
    @Nullable EventOf event,
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
  private static final String EVENT = "event";
  private static final String KEY = "key";
  private static final String SINCE = "since";
  private static final String SCHEMA = "schema";

  /** What becomes of a step whose time is up. */
  enum OnTimeout {
    FAIL,
    /** It is done, and its value is null. */
    NULL;

    private Beginning end(String awaited) {
      return switch (this) {
        case NULL -> new Beginning.Output(Json.NULL);
        case FAIL ->
            new Beginning.Refusal(
                Failure.of(FailureCode.TIMEOUT, awaited + " did not come in time")
                    .withRetryable(false));
      };
    }
  }

  /** Since when events count. */
  enum Since {
    RUN,
    STEP
  }

  /**
   * An event that is awaited, as it is written.
   *
   * @param key template of its subject; null for any
   */
  record EventOf(String type, @Nullable Json key, Since since) {}

  private static AwaitStep read(Step.Head head, DefinitionPart part) {
    DefinitionPart await = part.part("await");
    await.only(Set.of(SIGNAL, CALLBACK, EVENT, KEY, SINCE));
    if (part.has("onTimeout") && !part.has(TIMEOUT)) {
      part.wrong("onTimeout", "goes with timeout only", "add e.g. timeout: 1d, or leave it out");
    }
    List<String> kinds = Stream.of(SIGNAL, CALLBACK, EVENT).filter(await::has).toList();
    if (kinds.size() > 1) {
      await.wrong(
          kinds.get(0),
          "goes not with " + kinds.get(1),
          "write one of them, and two steps for both");
    }
    String kind = kinds.isEmpty() ? SIGNAL : kinds.getLast();
    boolean written = part.get("await") instanceof Json.Obj;
    return new AwaitStep(
        head,
        kind.equals(SIGNAL) ? (written ? await.word(SIGNAL) : "") : null,
        kind.equals(EVENT) ? event(await) : null,
        kind.equals(CALLBACK) ? schema(await.part(CALLBACK)) : null,
        part.get(TIMEOUT),
        part.choice("onTimeout", OnTimeout.class, OnTimeout.FAIL));
  }

  private static EventOf event(DefinitionPart await) {
    return new EventOf(
        await.text(EVENT), await.get(KEY), await.choice(SINCE, Since.class, Since.RUN));
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
    return Outline.of(Json.of(event != null ? event.type() : signal == null ? CALLBACK : signal));
  }

  @Override
  public boolean calledBack() {
    return signal == null && event == null;
  }

  @Override
  public @Nullable String awaitedEvent() {
    return event == null ? null : event.type();
  }

  @Override
  public Map<String, Json> durations() {
    return timeout == null ? Map.of() : Map.of(TIMEOUT, timeout);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    if (calledBack() && at.repeated()) {
      at.report(
          new Problem(
              at.path("await"),
              "a callback has one address in a run, and this step may come several times",
              "start a run of its own for each with run, and await the callback there"));
    }
    Template within =
        timeout == null ? null : at.timedTemplates().duration(at.path(TIMEOUT), timeout);
    if (event != null) {
      return compile(at, event, within);
    }
    if (timeout == null || within != null) {
      String name = signal == null ? MessageWait.callback(id()) : signal;
      JsonSchema fits = schema == null ? null : JsonSchema.of(schema);
      at.add(new Await(at.head(), name, fits, within, onTimeout));
    }
    return type(schema);
  }

  private ValueType compile(StepCompilation at, EventOf awaited, @Nullable Template within) {
    Template key =
        awaited.key() == null
            ? null
            : at.timedTemplates().scalar(at.path("await.key"), awaited.key());
    if ((timeout == null || within != null) && (awaited.key() == null || key != null)) {
      boolean sinceRun = awaited.since() == Since.RUN;
      at.add(new AwaitedNode(at.head(), awaited.type(), key, sinceRun, within, onTimeout));
    }
    return onTimeout == OnTimeout.NULL ? Scalar.ANY.orNull() : Scalar.ANY;
  }

  private ValueType type(Json.@Nullable Obj says) {
    if (says == null) {
      return Scalar.ANY;
    }
    ValueType type = ValueType.ofSchema(says);
    return onTimeout == OnTimeout.NULL ? new ValueType.Nullable(type) : type;
  }

  private static Beginning question(
      @Nullable Template timeout, Bindings bindings, Instant now, Json asked) {
    Instant due = timeout == null ? null : now.plus(StepDurations.evaluate(timeout, bindings));
    return new Beginning.Question(due, asked);
  }

  private record AwaitedNode(
      Node.Head head,
      String event,
      @Nullable Template key,
      boolean sinceRun,
      @Nullable Template timeout,
      OnTimeout onTimeout)
      implements MessageWait {

    @Override
    public StepType type() {
      return StepType.AWAIT;
    }

    @Override
    public @Nullable String signal() {
      return null;
    }

    @Override
    public boolean awaitsEvent() {
      return true;
    }

    @Override
    public Json input(Bindings bindings) {
      return awaited(bindings).json();
    }

    private AwaitedEvent awaited(Bindings bindings) {
      return new AwaitedEvent(
          event, key == null ? null : Outline.line(key.evaluate(bindings)), sinceRun);
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      return question(timeout, bindings, now, awaited(bindings).json());
    }

    @Override
    public Beginning received(Json asked, Json message) {
      return new Beginning.Output(message);
    }

    @Override
    public Beginning due(Json asked) {
      return onTimeout.end("the event %s".formatted(event));
    }
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
      return question(timeout, bindings, now, Json.NULL);
    }

    @Override
    public Beginning received(Json asked, Json message) {
      return new Beginning.Output(message);
    }

    @Override
    public Beginning due(Json asked) {
      return onTimeout.end(awaited());
    }

    private String awaited() {
      return signal.equals(MessageWait.callback(id()))
          ? "the callback"
          : "the signal '%s'".formatted(signal);
    }
  }
}
