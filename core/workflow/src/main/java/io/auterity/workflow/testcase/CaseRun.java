package io.auterity.workflow.testcase;

import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.resource.CheckBound;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.AfterFailure;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.driver.StepResults;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.RunNames;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.testcase.WorkflowCase.CaseContent;
import io.auterity.workflow.testcase.WorkflowCase.PinnedFailure;
import io.auterity.workflow.testcase.WorkflowCase.StepPin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run of a workflow in memory, with pins in place of what is outside: nothing is called and
 * nothing kept. Time passes at once, and all is the same in each run.
 */
final class CaseRun {

  /** Most events of a run. */
  static final int MOST_EVENTS = 50_000;

  /** Most bytes of all outputs of a run, which are in memory. */
  static final int MOST_BYTES = 64 << 20;

  private static final double CHANCE = 0.5;

  private final CheckBound bound;
  private final Workflow workflow;
  private final Map<String, StepPin> pins;
  private final ArmCoverage coverage;
  private final RunState state;
  private final Map<StepKey, Instant> began = new HashMap<>();
  private final Map<StepKey, Instant> paced = new HashMap<>();
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private final Instant start;
  private Instant now;
  private long numbers;
  private int events;
  private long bytes;
  private @Nullable String problem;

  /** What happens at a time; null from it when it cannot happen any more. */
  private record Due(Instant at, long number, Supplier<@Nullable RunEvent> what) {}

  /**
   * How it went.
   *
   * @param ending null when it did not come to one
   * @param problem why not
   */
  record End(EngineCommand.@Nullable Ending ending, @Nullable String problem) {}

  private CaseRun(
      Workflow workflow,
      Json.Obj input,
      CaseContent content,
      ArmCoverage coverage,
      CheckBound bound) {
    this.bound = bound;
    this.workflow = workflow;
    this.pins = content.pins();
    this.coverage = coverage;
    Map<String, Json> around = around(workflow, content.run());
    around.put("input", input);
    this.state = new RunState(workflow, around);
    Json.Obj run = (Json.Obj) Objects.requireNonNull(around.get("run"));
    this.start = Instant.parse(Objects.requireNonNull(run.text("time")));
    this.now = start;
  }

  private static Map<String, Json> around(Workflow workflow, Json.Obj given) {
    Map<String, Json> names = new HashMap<>(RunNames.samples());
    Json.Obj run = (Json.Obj) Objects.requireNonNull(names.get("run"));
    for (Map.Entry<String, Json> field : given.fields().entrySet()) {
      run = run.with(field.getKey(), field.getValue());
    }
    Json.Obj callbacks = Json.EMPTY;
    for (String step : workflow.callbacks()) {
      callbacks = callbacks.with(step, Json.of("https://auterity.example.com/callbacks/" + step));
    }
    names.put("run", run.with(RunNames.CALLBACKS, callbacks));
    names.put(RunNames.CONSOLE, Json.of("https://auterity.example.com"));
    return names;
  }

  /**
   * Runs a workflow to its end.
   *
   * @param input with its defaults
   * @param content of the case
   * @param coverage is told which arms are taken
   */
  static End of(
      Workflow workflow,
      Json.Obj input,
      CaseContent content,
      ArmCoverage coverage,
      CheckBound bound) {
    CaseRun run = new CaseRun(workflow, input, content, coverage, bound);
    run.carryOut(Decider.begin(run.state));
    while (run.problem == null && run.state.ending().isEmpty()) {
      run.next();
    }
    return run.problem == null
        ? new End(run.state.ending().orElseThrow(), null)
        : new End(null, run.problem);
  }

  private void next() {
    Due due = agenda.poll();
    Duration limit = workflow.definition().timeout();
    Instant end = limit == null ? Instant.MAX : start.plus(limit);
    boolean late = due == null || due.at().isAfter(end);
    if (limit != null && late && state.goesOn()) {
      now = end;
      if (due != null) {
        agenda.add(due);
      }
      happen(new RunEvent.TimedOut(limit));
    } else if (due == null) {
      problem = waitsFor();
    } else {
      now = due.at();
      RunEvent event = due.what().get();
      if (event != null && state.admits(event)) {
        happen(event);
      }
    }
  }

  private String waitsFor() {
    String steps =
        String.join(
            ", ", state.asking().stream().map(step -> "'%s'".formatted(name(step))).toList());
    return steps.isEmpty()
        ? "a person would be asked what became of a call; no pin can answer that"
        : "it waits for a message to %s; write a pin for it".formatted(steps);
  }

  private String name(StepKey step) {
    return step.text(workflow);
  }

  private void later(Instant at, Supplier<@Nullable RunEvent> what) {
    agenda.add(new Due(at, numbers++, what));
  }

  private void happen(RunEvent event) {
    carryOut(applied(event));
  }

  private List<EngineCommand> applied(RunEvent event) {
    if (++events > MOST_EVENTS) {
      problem = "it has more than %,d events; give the case a smaller input".formatted(MOST_EVENTS);
      return List.of();
    }
    RunEvent kept = kept(event);
    coverage.happened(kept);
    return Decider.apply(state, kept);
  }

  // As the journal keeps it.
  private RunEvent kept(RunEvent event) {
    RunEvent kept = StepResults.fitting(event);
    if (kept instanceof RunEvent.Completed(StepKey step, Json output)) {
      int size = JsonWriter.bytes(output).length;
      if (size > StepResults.MAX_PAYLOAD) {
        return StepResults.tooLarge(kept, size);
      }
      bytes += size;
      if (bytes > MOST_BYTES) {
        problem =
            "its outputs have more than %,d bytes; give the case a smaller input"
                .formatted(MOST_BYTES);
      }
    }
    return kept;
  }

  private void carryOut(List<EngineCommand> commands) {
    Deque<EngineCommand> queue = new ArrayDeque<>(commands);
    for (EngineCommand next = queue.poll(); next != null && problem == null; next = queue.poll()) {
      bound.require();
      RunEvent event = carryOut(next);
      if (event != null && state.admits(event)) {
        queue.addAll(applied(event));
      }
    }
  }

  /** What has happened with a command, where that is known at once. */
  private @Nullable RunEvent carryOut(EngineCommand command) {
    return switch (command) {
      case EngineCommand.Start(StepKey step) -> start(step);
      case EngineCommand.Abandon(StepKey step) -> new RunEvent.Abandoned(step, state.doubt(step));
      case EngineCommand.Announce(RunEvent.OfStep event) -> event;
      case EngineCommand.Delay(StepKey step, Duration duration) ->
          new RunEvent.TimerSet(step, now.plus(duration));
      case EngineCommand.Arm(StepKey step, Instant due) -> {
        later(due, () -> StepPreparation.due(state, step, due));
        yield null;
      }
      case EngineCommand.Admit(StepKey step, int index) -> {
        Instant at = admitted(step);
        later(at, () -> new RunEvent.ItemDue(step, index));
        yield null;
      }
      case EngineCommand.Cancel c -> null;
      case EngineCommand.AwaitEvent a -> null;
      case EngineCommand.Finish f -> null;
      case EngineCommand.Recover r -> throw new IllegalArgumentException("not begun anew: " + r);
      case EngineCommand.StartChild s -> throw new IllegalArgumentException("is pinned: " + s);
      case EngineCommand.CancelChild c -> throw new IllegalArgumentException("is pinned: " + c);
    };
  }

  private Instant admitted(StepKey step) {
    Instant before = paced.get(step);
    Instant at = before == null ? now : before.plus(state.pace(step));
    Instant admitted = at.isBefore(now) ? now : at;
    paced.put(step, admitted);
    return admitted;
  }

  private @Nullable RunEvent start(StepKey step) {
    if (state.stopping(step)) {
      return new RunEvent.Abandoned(step, state.doubt(step));
    }
    Instant since = began.computeIfAbsent(step, first -> now);
    PreparedStep prepared = prepare(step, since);
    if (prepared == null) {
      return null;
    }
    coverage.prepared(step, prepared);
    if (prepared instanceof PreparedStep.Happened(RunEvent event)
        && (event instanceof RunEvent.Skipped || event instanceof RunEvent.Failed)) {
      return event;
    }
    StepPin pin = pin(step);
    if (pin != null) {
      later(now, () -> pinned(step, pin, since));
      return null;
    }
    return switch (prepared) {
      case PreparedStep.Happened(RunEvent event) -> event;
      case PreparedStep.Child c -> unpinned("the step '%s' starts a run", step);
      case PreparedStep.Dispatch call ->
          unpinned("the step '%%s' calls %s".formatted(call.capability()), step);
    };
  }

  // What a case says of the run may be of no use to the step.
  private @Nullable PreparedStep prepare(StepKey step, Instant since) {
    try {
      return StepPreparation.prepare(state, step, since);
    } catch (CallFailedException e) {
      problem = "the step '%s' cannot begin: %s".formatted(name(step), e.failure().message());
      return null;
    }
  }

  private @Nullable RunEvent unpinned(String what, StepKey step) {
    problem = (what + ", and no pin says what that gives; write one").formatted(name(step));
    return null;
  }

  private @Nullable StepPin pin(StepKey step) {
    StepPin own = pins.get(name(step));
    return own == null ? pins.get(workflow.node(step.node()).id()) : own;
  }

  private RunEvent pinned(StepKey step, StepPin pin, Instant since) {
    PinnedFailure fails = pin.failure();
    if (fails == null) {
      return new RunEvent.Completed(step, Objects.requireNonNullElse(pin.output(), Json.NULL));
    }
    Failure failure = Failure.of(fails.code(), fails.message());
    RunEvent event = new RunEvent.Failed(step, failure);
    if (workflow.node(step.node()) instanceof Node.Call) {
      RunEvent after = AfterFailure.of(state, step, failure, false, now, CHANCE);
      event = AfterFailure.within(state, after, since);
    }
    return AfterFailure.around(state, (RunEvent.OfStep) event, null);
  }
}
