package io.auterity.workflow.decider;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan by which a run goes again from a step: which steps are done again, so that it does not
 * fail at once for what had failed before.
 */
public final class ReopeningPlan {

  /** Failed steps that are done again at one time. */
  private static final int MOST = 1_000;

  private final Workflow workflow;
  private final Map<String, Json> around;
  private final NavigableMap<Integer, RunEvent> journal;
  private final Reopenings before;
  private final RunState now;

  /**
   * Of a run whose journal holds that, by the numbers of its events.
   *
   * @param before how it was reopened before
   * @param now what the journal tells
   */
  public ReopeningPlan(
      Workflow workflow,
      Map<String, Json> around,
      NavigableMap<Integer, RunEvent> journal,
      Reopenings before,
      RunState now) {
    this.workflow = workflow;
    this.around = around;
    this.journal = journal;
    this.before = before;
    this.now = now;
  }

  /**
   * The event that reopens the run.
   *
   * @param from the step; null for those that failed
   * @param input what that step is given in place of its own input; null for that
   * @throws CallFailedException {@code conflict} with what hinders it
   */
  public RunEvent.Reopened of(@Nullable StepKey from, @Nullable Json input, String by) {
    List<StepKey> steps = first(from);
    if (steps.isEmpty()) {
      steps.addAll(stoppedInTries());
    }
    RunState then = reopened(steps);
    for (ScopeFault fault = then.root.fault; fault != null; fault = then.root.fault) {
      steps.add(failed(fault, steps));
      then = reopened(steps);
    }
    if (!then.steps.awaiting().isEmpty()) {
      steps.addAll(then.steps.awaiting());
      then = reopened(steps);
    }
    requireStarted(from, then);
    return new RunEvent.Reopened(steps, input, true, by);
  }

  /** The runs that were started by steps which are done again by that event. */
  public List<UUID> children(RunEvent.Reopened event) {
    Reopening reopening = new Reopening(workflow, next(), event);
    List<UUID> found = new ArrayList<>();
    journal.values().stream()
        .filter(RunEvent.ChildBegun.class::isInstance)
        .map(RunEvent.ChildBegun.class::cast)
        .filter(begun -> reopening.covers(begun.step()))
        .forEach(begun -> found.add(begun.run()));
    return found;
  }

  /**
   * The events that another run takes over which goes from a step of this one.
   *
   * @param to the workflow of that one
   * @param seen what its expressions see besides steps
   * @param input what the step is given there in place of its own input; null for that
   * @throws CallFailedException {@code conflict} with what hinders it
   */
  public List<RunEvent> copy(
      StepKey from, Workflow to, Map<String, Json> seen, @Nullable Json input, String by) {
    List<StepKey> steps = first(from);
    RunState then = reopened(steps);
    then.steps.leaves().forEach(step -> requireNoDoubt(then, step));
    steps.addAll(then.steps.leaves());
    Reopenings all = before.with(new Reopening(workflow, next(), event(steps)));
    RunCopy copy = new RunCopy(workflow, to, seen);
    journal.forEach(
        (seq, past) -> {
          if (past instanceof RunEvent.OfStep of && !all.leavesOut(seq, past)) {
            copy.take(of);
          }
        });
    List<RunEvent> events = new ArrayList<>(copy.events());
    if (input != null) {
      events.add(new RunEvent.Reopened(List.of(copy.key(from)), input, false, by));
    }
    return events;
  }

  // The step, and those whose failure would end the run at once.
  private List<StepKey> first(@Nullable StepKey from) {
    List<StepKey> steps = new ArrayList<>();
    if (from != null) {
      requireEnded(from);
      steps.add(from);
    }
    unhandled().filter(step -> !contains(steps, step)).forEach(steps::add);
    return steps;
  }

  /**
   * The steps of a try that were under way when the run was cancelled, or its time was up: what
   * comes last there has run since, so that they begin anew.
   */
  private List<StepKey> stoppedInTries() {
    RunState state = new RunState(workflow, around, before);
    Decider.begin(state);
    Set<StepKey> ended = new HashSet<>();
    boolean stopped = false;
    for (Map.Entry<Integer, RunEvent> past : journal.entrySet()) {
      RunEvent event = past.getValue();
      if (!before.leavesOut(past.getKey(), event)) {
        stopped |= event instanceof RunEvent.CancelRequested || event instanceof RunEvent.TimedOut;
        if (!stopped) {
          replay(state, before, past.getKey(), event);
        } else if (event instanceof RunEvent.Completed || event instanceof RunEvent.Failed) {
          ended.add(((RunEvent.OfStep) event).step());
        }
      }
    }
    List<StepKey> steps = stopped ? state.steps.leaves() : List.of();
    return steps.stream()
        .filter(step -> !ended.contains(step) && inTry(step))
        .peek(step -> requireNoDoubt(state, step))
        .toList();
  }

  private boolean inTry(StepKey step) {
    return step.owners(workflow).stream().anyMatch(owner -> owner.type() == StepType.TRY);
  }

  // Another run, or another round, would make the call under another key.
  private void requireNoDoubt(RunState state, StepKey step) {
    if (state.doubt(step) != null || state.inDoubt(step)) {
      throw conflict(
          "the call of '%s' may have happened: look at it, and name that step to repeat it"
              .formatted(step.text(workflow)));
    }
  }

  private static RunEvent.Reopened event(List<StepKey> steps) {
    return new RunEvent.Reopened(steps, null, true, "");
  }

  private int next() {
    return journal.isEmpty() ? 1 : journal.lastKey() + 1;
  }

  private StepKey failed(ScopeFault fault, List<StepKey> steps) {
    StepKey step = fault.step();
    if (step == null || contains(steps, step)) {
      throw conflict("the run would fail again: " + fault.failure().message());
    }
    return step;
  }

  /** Steps whose failure nothing around them has handled. */
  private Stream<StepKey> unhandled() {
    Set<StepKey> calmed = new HashSet<>();
    List<StepKey> failed = new ArrayList<>();
    journal.forEach(
        (seq, past) -> {
          if (!before.leavesOut(seq, past)) {
            switch (past) {
              case RunEvent.Failed(StepKey step, var failure) -> failed.add(step);
              case RunEvent.Handled(StepKey step, var arm, var error) -> calmed.add(step.round(0));
              case RunEvent.Completed(StepKey step, var output) -> calmed.add(step.round(0));
              default -> {}
            }
          }
        });
    return failed.stream().filter(step -> propagates(step, calmed));
  }

  private boolean propagates(StepKey step, Set<StepKey> calmed) {
    Scope scope = workflow.scopeOf(workflow.node(step.node()));
    while (scope.owner() != Scope.NONE) {
      Node owner = workflow.node(scope.owner());
      Scope outer = workflow.scopeOf(owner);
      StepKey key = new StepKey(owner.index(), step.path().head(outer.depth()), 0);
      Compound around = (Compound) owner;
      boolean first =
          !around.follows(owner.scopes().getFirst(), Scope.NONE, scope.index(), Scope.NONE);
      if (around.toleratesFailure() || (first && calmed.contains(key))) {
        return false;
      }
      scope = outer;
    }
    return true;
  }

  private static boolean contains(List<StepKey> steps, StepKey step) {
    return steps.stream().anyMatch(step::sameButForRound);
  }

  /** The state of the run once these steps are done again. */
  private RunState reopened(List<StepKey> steps) {
    if (steps.size() > MOST) {
      throw conflict(
          "%,d steps have failed, at most %,d are done again; start a new run"
              .formatted(steps.size(), MOST));
    }
    RunEvent.Reopened event = event(steps);
    Reopenings all = before.with(new Reopening(workflow, next(), event));
    RunState state = new RunState(workflow, around, all);
    Decider.begin(state);
    journal.forEach((seq, past) -> replay(state, all, seq, past));
    Decider.apply(state, event);
    return state;
  }

  private void replay(RunState state, Reopenings all, int seq, RunEvent past) {
    if (!all.leavesOut(seq, past)) {
      if (Decider.admits(state, past)) {
        Decider.replay(state, past);
      } else if (!all.mayLeaveOut(seq, past)) {
        throw conflict(
            "what followed from it was undone or handled since (%s); start a new run from there"
                .formatted(
                    past instanceof RunEvent.OfStep of
                        ? of.step().text(workflow)
                        : past.getClass().getSimpleName()));
      }
    }
  }

  private void requireEnded(StepKey from) {
    boolean known =
        journal.values().stream()
            .anyMatch(event -> event instanceof RunEvent.OfStep of && of.step().equals(from));
    if (now.active(from)) {
      throw conflict(
          "the step '%s' was under way when the run ended: name none, and it goes on"
              .formatted(from.text(workflow)));
    }
    if (!known) {
      throw conflict("the step '%s' has not been done".formatted(from.text(workflow)));
    }
  }

  private void requireStarted(@Nullable StepKey from, RunState then) {
    if (then.ending().isPresent() || (from != null && !then.active(from))) {
      throw conflict("the run cannot go again from there");
    }
  }

  private static CallFailedException conflict(String why) {
    return new CallFailedException(FailureCode.CONFLICT, why);
  }
}
