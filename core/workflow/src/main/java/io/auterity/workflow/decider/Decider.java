package io.auterity.workflow.decider;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.EngineCommand.Ending;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.graph.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides what a run does next. State changes here alone, by events; what comes out are the
 * commands that have just become possible. The same events in the same order give the same state,
 * so that a run is recovered by applying its journal and asking {@link #resume} once.
 *
 * <p>When a step fails, its scope starts nothing new, what is under way in it ends, and then the
 * scope has failed: the run with it, or the item, or the arm and with that the branch. Waits and
 * questions around a failure are given up.
 */
public final class Decider {

  /**
   * Version of the rules by which events make a state. It grows with each change after which a
   * journal of before would make another state.
   */
  public static final int VERSION = 5;

  private final RunState state;
  private final StepAdvancer advancer;

  private Decider(RunState state) {
    this.state = state;
    this.advancer = state.advancer;
  }

  /** Begins a run. */
  public static List<EngineCommand> begin(RunState state) {
    state.advancer.startReady(state.root);
    return state.advancer.commands();
  }

  /** Applies an event; one that comes too late changes nothing. */
  public static List<EngineCommand> apply(RunState state, RunEvent event) {
    if (state.finish == null) {
      new Decider(state).apply(event);
    }
    return state.advancer.commands();
  }

  /**
   * Applies an event that was read back.
   *
   * @throws IllegalStateException when it could not have happened there
   */
  public static void replay(RunState state, RunEvent event) {
    if (!admits(state, event)) {
      throw new IllegalStateException(
          "'%s' could not happen there".formatted(event.getClass().getSimpleName()));
    }
    new Decider(state).apply(event);
    state.advancer.commands();
  }

  /** Whether an event that is read back could have happened there. */
  public static boolean admits(RunState state, RunEvent event) {
    if (event instanceof RunEvent.OfStep ofStep) {
      new UntoldItems(state, ofStep.step()).begin();
      state.advancer.commands();
    }
    return state.admits(event);
  }

  /**
   * Whether an event that is read back could not have happened there. Unlike {@link #admits} it
   * changes nothing; false also when only a change could tell.
   */
  public static boolean excludes(RunState state, RunEvent event) {
    boolean untold = event instanceof RunEvent.OfStep of && new UntoldItems(state, of.step()).any();
    return !untold && !state.admits(event);
  }

  /** What is under way in a run that has been recovered, to be taken up again. */
  public static List<EngineCommand> resume(RunState state) {
    new RunRecovery(state).run();
    return state.advancer.commands();
  }

  private void apply(RunEvent event) {
    switch (event) {
      case RunEvent.CancelRequested(String by) -> advancer.cancel(by);
      case RunEvent.TimedOut(Duration limit) -> advancer.timeOut(limit);
      case RunEvent.Paused(String by, boolean unstarted) -> new RunPause(state).begin(unstarted);
      case RunEvent.Resumed r -> new RunPause(state).end();
      case RunEvent.Reopened reopened -> {
        if (reopened.over()) {
          new RunPause(state).end();
        }
      }
      case RunEvent.Repaired repaired -> state.suspects.add(repaired);
      case RunEvent.Delivered d -> {}
      case RunEvent.ItemDue(StepKey step, int index) -> {
        HeldScopes held = state.held(step);
        if (held != null && held.awaits(index)) {
          held.due(index);
        }
      }
      case RunEvent.OfStep ofStep -> ofStep(ofStep);
    }
  }

  private void ofStep(RunEvent.OfStep event) {
    StepKey step = event.step();
    new UntoldItems(state, step).begin();
    ScopeState scope = state.find(step);
    int local = state.local(step);
    if (scope == null || !scope.status[local].active()) {
      return;
    }
    state.suspects.settle(event);
    switch (event) {
      case RunEvent.Completed(var s, Json output) when state.node(step).endsRun(true) ->
          advancer.end(scope, local, StepStatus.DONE, stopped(step, new Ending.Succeeded(output)));
      case RunEvent.Completed(var s, Json output) -> advancer.done(scope, local, output);
      case RunEvent.Failed(var s, Failure failure) when state.node(step).endsRun(false) ->
          advancer.end(
              scope, local, StepStatus.FAILED, stopped(step, new Ending.Failed(step, failure)));
      case RunEvent.Failed(var s, Failure failure) -> {
        if (mayHaveHappened(step, failure)) {
          scope.outputs[local] = Json.NULL;
          advancer.undoable(scope, local);
        }
        advancer.failed(scope, local, new ScopeFault(step, failure, null));
      }
      case RunEvent.Chosen(var s, int arm) -> advancer.hold(scope, local, arm);
      case RunEvent.Expanded(var s, int count) -> advancer.hold(scope, local, count);
      case RunEvent.Dispatched(var s, var provider) -> {
        scope.doubts.put(local, StepDoubt.sent(provider, scope.earlierDoubt(local)));
        scope.status[local] = StepStatus.DISPATCHED;
      }
      case RunEvent.Retrying(var s, int attempt, Instant due, Failure failure, var notTaken) -> {
        scope.attempts.put(local, attempt);
        scope.notTaken.compute(local, (place, before) -> notTaken);
        doubt(scope, local, failure);
        advancer.suspend(scope, local, StepStatus.RETRYING, due);
      }
      case RunEvent.TimerSet(var s, Instant due) ->
          advancer.suspend(scope, local, StepStatus.WAITING, due);
      case RunEvent.Asked(var s, var due, Json asked) -> {
        scope.ask(local, asked, state.nextQuestion());
        advancer.suspend(scope, local, StepStatus.ASKED, due);
        advancer.awaitEvent(scope, local);
      }
      case RunEvent.TimerFired f -> advancer.fire(scope, local);
      case RunEvent.ChildBegun(var s, var run) -> advancer.child(scope, local, run);
      case RunEvent.Rounded r -> scope.heldAt(local).take(r);
      case RunEvent.Handled h -> scope.heldAt(local).take(h);
      case RunEvent.InDoubt(var s, Failure failure) -> {
        scope.doubt(local, failure);
        advancer.suspend(scope, local, StepStatus.IN_DOUBT, null);
      }
      case RunEvent.Repeated r -> {
        if (scope.status[local] == StepStatus.IN_DOUBT) {
          scope.doubts.remove(local);
        }
        advancer.restart(scope, local);
      }
      case RunEvent.Skipped s -> advancer.pass(scope, local, Json.NULL);
      case RunEvent.Unsent u -> {
        scope.notMade(local);
        scope.status[local] = StepStatus.STARTED;
      }
      case RunEvent.Abandoned a -> advancer.abandon(scope, local);
      case RunEvent.ItemDue d -> throw new IllegalStateException("not an event of the step itself");
    }
  }

  private boolean mayHaveHappened(StepKey step, Failure failure) {
    return failure.applied() == Applied.UNKNOWN
        && state.node(step) instanceof Node.Call call
        && call.onInDoubt() == Node.OnInDoubt.UNDO;
  }

  private static ScopeFault stopped(StepKey step, Ending ending) {
    Failure failure =
        ending instanceof Ending.Failed failed
            ? failed.failure()
            : Failure.of(FailureCode.CANCELLED, "the run was ended by a step");
    return new ScopeFault(step, failure, ending);
  }

  // A call that may have happened stays in doubt while it is tried again.
  private static void doubt(ScopeState scope, int local, Failure failure) {
    if (failure.applied() == Applied.NO) {
      scope.notMade(local);
    } else {
      scope.doubt(local, failure);
    }
  }
}
