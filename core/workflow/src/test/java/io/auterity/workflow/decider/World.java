package io.auterity.workflow.decider;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Carries out commands in memory, in any order that a seed picks, and may lose its memory at any
 * point: then only the journal is left.
 */
final class World {

  static final Json MESSAGE = Json.EMPTY.with("text", Json.of("go"));
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  final List<RunEvent> journal = new ArrayList<>();
  final Map<String, Integer> calls = new HashMap<>();
  final Set<StepKey> finished = new HashSet<>();
  final Map<String, Integer> mostAtOnce = new HashMap<>();

  private final Workflow workflow;
  private final Map<String, Json> around;
  private BiFunction<String, Json.Obj, Object> capability;
  private Reopenings reopenings = Reopenings.NONE;
  private final Random random;
  private final List<RunEvent> possible = new ArrayList<>();
  private RunState state;
  private boolean recovering;

  World(
      Workflow workflow,
      Json.Obj input,
      BiFunction<String, Json.Obj, Object> capability,
      Random random) {
    this.workflow = workflow;
    this.around = Map.of("input", input, "run", Json.EMPTY, "tenant", Json.EMPTY);
    this.capability = capability;
    this.random = random;
    this.state = new RunState(workflow, around);
    perform(Decider.begin(state));
  }

  RunState state() {
    return state;
  }

  /** Lets one thing happen, if anything can. */
  boolean step() {
    if (possible.isEmpty() || state.ending().isPresent()) {
      return false;
    }
    happen(possible.remove(random.nextInt(possible.size())));
    return true;
  }

  EngineCommand.Ending run() {
    while (step()) {
      // Until nothing is left to happen.
    }
    return state.ending().orElseThrow(() -> new AssertionError("stuck: " + journal));
  }

  void happen(RunEvent event) {
    if (!state.admits(event)) {
      return;
    }
    journal.add(event);
    if (event instanceof RunEvent.Completed(StepKey step, var o)) {
      finished.add(step);
    }
    perform(Decider.apply(state, event));
    answerLater(event);
    if (event instanceof RunEvent.Asked(StepKey step, var due, var a)
        && state.request(step) != null) {
      ask(step);
    }
    if (event instanceof RunEvent.Resumed) {
      state.asking().forEach(this::ask);
    }
    observe();
  }

  /** Lets a paused run go on; false when it is not paused. */
  boolean resume() {
    boolean paused = state.paused() && state.ending().isEmpty();
    if (paused) {
      happen(new RunEvent.Resumed("ann"));
    }
    return paused;
  }

  /** Whoever is asked says that it did not happen. */
  private void answerLater(RunEvent event) {
    if (event instanceof RunEvent.InDoubt(StepKey step, Failure failure) && state.inDoubt(step)) {
      possible.add(new RunEvent.Failed(step, failure.withApplied(Applied.NO)));
    }
  }

  /** Forgets all, and goes on where a journal ends that was kept. */
  void load(List<RunEvent> kept) {
    journal.clear();
    journal.addAll(kept);
    finished.clear();
    for (RunEvent event : kept) {
      if (event instanceof RunEvent.Completed(StepKey step, var o)) {
        finished.add(step);
      }
    }
    crash();
  }

  /** Forgets everything but the journal, and goes on. */
  void crash() {
    possible.removeIf(
        event -> !(event instanceof RunEvent.Failed answer && state.inDoubt(answer.step())));
    state = new RunState(workflow, around, reopenings);
    Decider.begin(state);
    for (int seq = 1; seq <= journal.size(); seq++) {
      RunEvent event = journal.get(seq - 1);
      boolean left =
          reopenings.leavesOut(seq, event)
              || (reopenings.mayLeaveOut(seq, event) && !Decider.admits(state, event));
      if (!left) {
        Decider.replay(state, event);
      }
    }
    recovering = true;
    perform(Decider.resume(state));
    recovering = false;
    state.asking().forEach(this::ask);
  }

  /**
   * Lets the run go again from a step, or from what failed; all is well from now on.
   *
   * @throws CallFailedException when that cannot be
   */
  RunEvent.Reopened again(@Nullable StepKey from) {
    NavigableMap<Integer, RunEvent> told = new TreeMap<>();
    for (int seq = 1; seq <= journal.size(); seq++) {
      told.put(seq, journal.get(seq - 1));
    }
    RunEvent.Reopened event =
        new ReopeningPlan(workflow, around, told, reopenings, state).of(from, null, "ann");
    reopenings = reopenings.with(new Reopening(workflow, journal.size() + 1, event));
    journal.add(event);
    capability = (step, input) -> input;
    crash();
    return event;
  }

  private void perform(List<EngineCommand> commands) {
    Deque<EngineCommand> queue = new ArrayDeque<>(commands);
    for (EngineCommand command = queue.poll(); command != null; command = queue.poll()) {
      RunEvent inside = perform(command);
      if (inside != null) {
        journal.add(inside);
        queue.addAll(Decider.apply(state, inside));
        answerLater(inside);
        if (inside instanceof RunEvent.Asked(StepKey step, var due, var asked)
            && state.request(step) != null) {
          ask(step);
        }
      }
    }
  }

  // A message says the same whenever it comes; a time is one of a step that waits for none, too.
  private void ask(StepKey step) {
    possible.add(new RunEvent.Completed(step, MESSAGE));
    if (state.due(step) != null && !state.paused()) {
      possible.add(
          Objects.requireNonNull(
              StepPreparation.due(state, step, Objects.requireNonNull(state.due(step)))));
    }
  }

  private @Nullable RunEvent perform(EngineCommand command) {
    switch (command) {
      case EngineCommand.Start(StepKey step) -> {
        return start(step);
      }
      case EngineCommand.Recover(StepKey step) -> possible.add(AfterFailure.ofCrash(state, step));
      case EngineCommand.Admit(StepKey step, int index) ->
          possible.add(new RunEvent.ItemDue(step, index));
      case EngineCommand.Arm(StepKey step, var due) -> {
        if (state.request(step) == null) {
          possible.add(new RunEvent.TimerFired(step));
        }
      }
      case EngineCommand.Cancel(StepKey step) ->
          possible.add(
              new RunEvent.Failed(step, Failure.of(FailureCode.CANCELLED, "the caller has gone")));
      case EngineCommand.Abandon(StepKey step) -> {
        RunEvent given = new RunEvent.Abandoned(step, state.doubt(step));
        return state.admits(given) ? given : null;
      }
      case EngineCommand.Announce(RunEvent.OfStep event) -> {
        return state.admits(event) ? event : null;
      }
      case EngineCommand.Delay(StepKey step, var duration) -> {
        RunEvent set = new RunEvent.TimerSet(step, NOW.plus(duration));
        return state.admits(set) ? set : null;
      }
      case EngineCommand.StartChild(StepKey step, var run) ->
          possible.add(new RunEvent.Completed(step, Json.EMPTY.with("text", Json.of("child"))));
      case EngineCommand.CancelChild(StepKey step, var run) ->
          possible.add(
              new RunEvent.Failed(step, Failure.of(FailureCode.CANCELLED, "by its parent")));
      case EngineCommand.AwaitEvent a -> {}
      case EngineCommand.Finish f -> {}
    }
    return null;
  }

  private @Nullable RunEvent start(StepKey step) {
    if (finished.contains(step)) {
      throw new AssertionError("commanded again: " + step.text(workflow));
    }
    if (state.paused() && !recovering && !state.stopping(step)) {
      throw new AssertionError("started in a pause: " + step.text(workflow));
    }
    if (state.stopping(step)) {
      RunEvent given = new RunEvent.Abandoned(step, state.doubt(step));
      return state.admits(given) ? given : null;
    }
    return switch (StepPreparation.prepare(state, step, NOW)) {
      case PreparedStep.Happened(RunEvent event) -> event;
      case PreparedStep.Child c -> new RunEvent.ChildBegun(step, new UUID(0, step.node()));
      case PreparedStep.Dispatch call -> {
        calls.merge(step.text(workflow), 1, Integer::sum);
        possible.add(answer(call));
        yield null;
      }
    };
  }

  private RunEvent answer(PreparedStep.Dispatch call) {
    return switch (capability.apply(call.step().text(workflow), call.input())) {
      case Failure failure ->
          AfterFailure.around(
              state,
              (RunEvent.OfStep) AfterFailure.of(state, call.step(), failure, true, NOW, 0.5),
              state.earlierDoubt(call.step()));
      case Json output -> new RunEvent.Completed(call.step(), output);
      default -> throw new IllegalArgumentException();
    };
  }

  private void observe() {
    for (Node node : workflow.nodes()) {
      if (node.many()) {
        count(state.root, node);
      }
    }
  }

  private void count(ScopeState scope, Node node) {
    scope.held.forEach(
        (local, held) -> {
          if (scope.scope.node(local) == node.index()) {
            mostAtOnce.merge(node.id(), held.scopes().size(), Math::max);
          }
          held.scopes().forEach(inner -> count(inner, node));
        });
  }
}
