package io.auterity.workflow.decider;

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
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Carries out commands in memory, in any order that a seed picks, and may lose its memory at any
 * point: then only the journal is left.
 */
final class World {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  final List<Event> journal = new ArrayList<>();
  final Map<String, Integer> calls = new HashMap<>();
  final Set<StepKey> finished = new HashSet<>();
  final Map<String, Integer> mostAtOnce = new HashMap<>();

  private final Workflow workflow;
  private final Map<String, Json> around;
  private final BiFunction<String, Json.Obj, Object> capability;
  private final Random random;
  private final List<Event> possible = new ArrayList<>();
  private RunState state;

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

  Command.Ending run() {
    while (step()) {
      // Until nothing is left to happen.
    }
    return state.ending().orElseThrow(() -> new AssertionError("stuck: " + journal));
  }

  void happen(Event event) {
    if (event.durable()) {
      journal.add(event);
    }
    if (event instanceof Event.Completed(StepKey step, var o)) {
      finished.add(step);
    }
    perform(Decider.apply(state, event));
    observe();
  }

  /** Forgets everything but the journal, and goes on. */
  void crash() {
    possible.clear();
    state = new RunState(workflow, around);
    Decider.begin(state);
    journal.forEach(event -> Decider.apply(state, event));
    perform(Decider.resume(state));
  }

  private void perform(List<Command> commands) {
    Deque<Command> queue = new ArrayDeque<>(commands);
    for (Command command = queue.poll(); command != null; command = queue.poll()) {
      Event inside = perform(command);
      if (inside != null) {
        journal.add(inside);
        queue.addAll(Decider.apply(state, inside));
      }
    }
  }

  private @Nullable Event perform(Command command) {
    switch (command) {
      case Command.Start(StepKey step) -> {
        return start(step);
      }
      case Command.Recover(StepKey step) -> possible.add(AfterFailure.ofCrash(state, step));
      case Command.Admit(StepKey step, int index) -> possible.add(new Event.ItemDue(step, index));
      case Command.Arm(StepKey step, var due) -> possible.add(new Event.TimerFired(step));
      case Command.Cancel(StepKey step) ->
          possible.add(
              new Event.Failed(step, Failure.of(FailureCode.CANCELLED, "the caller has gone")));
      case Command.Finish f -> {}
    }
    return null;
  }

  private @Nullable Event start(StepKey step) {
    if (finished.contains(step)) {
      throw new AssertionError("commanded again: " + step.text(workflow));
    }
    return switch (Preparation.prepare(state, step, NOW)) {
      case Prepared.Happened(Event event) -> event;
      case Prepared.Dispatch call -> {
        calls.merge(step.text(workflow), 1, Integer::sum);
        possible.add(answer(call));
        yield null;
      }
    };
  }

  private Event answer(Prepared.Dispatch call) {
    return switch (capability.apply(call.step().text(workflow), call.input())) {
      case Failure failure -> AfterFailure.of(state, call.step(), failure, true, NOW, 0.5);
      case Json output -> new Event.Completed(call.step(), output);
      default -> throw new IllegalArgumentException();
    };
  }

  private void observe() {
    for (Node node : workflow.nodes()) {
      if (node instanceof Node.Each) {
        count(state.root, node);
      }
    }
  }

  private void count(ScopeState scope, Node node) {
    scope
        .eaches
        .values()
        .forEach(
            each -> {
              if (each.node.index() == node.index()) {
                mostAtOnce.merge(node.id(), each.items.size(), Math::max);
              }
              each.items.values().forEach(item -> count(item, node));
            });
    scope.arms.values().forEach(arm -> count(arm, node));
  }
}
