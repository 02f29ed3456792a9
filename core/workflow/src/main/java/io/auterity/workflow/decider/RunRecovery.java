package io.auterity.workflow.decider;

import io.auterity.workflow.graph.Node;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Crash recovery of a run: takes up what was under way when the process ended. */
record RunRecovery(RunState state) {

  void run() {
    if (state.finish == null && state.root.fault != null) {
      abandon(state.root);
    } else if (state.finish != null) {
      state.advancer.command(state.finish);
    } else {
      scope(state.root);
    }
  }

  private void scope(ScopeState scope) {
    if (scope.fault != null) {
      abandon(scope);
      return;
    }
    for (int local = 0; local < scope.status.length; local++) {
      step(scope, local);
    }
  }

  private void step(ScopeState scope, int local) {
    switch (scope.status[local]) {
      case STARTED -> started(scope, local);
      case DISPATCHED -> state.advancer.command(new EngineCommand.Recover(scope.key(local)));
      case WAITING, RETRYING -> arm(scope, local, Instant.EPOCH);
      case AWAITING ->
          state.advancer.command(
              new EngineCommand.StartChild(
                  scope.key(local), Objects.requireNonNull(scope.children.get(local))));
      case ASKED -> {
        arm(scope, local, null);
        state.advancer.awaitEvent(scope, local);
      }
      case PENDING, PAUSED, IN_DOUBT, DONE, FAILED, STOPPED -> {}
    }
  }

  // No time comes in a pause; its end arms what is left.
  private void arm(ScopeState scope, int local, @Nullable Instant untold) {
    Instant due = scope.timers.getOrDefault(local, untold);
    if (due != null && !state.paused()) {
      state.advancer.command(new EngineCommand.Arm(scope.key(local), due));
    }
  }

  private void started(ScopeState scope, int local) {
    HeldScopes held = scope.held.get(local);
    if (held == null) {
      state.advancer.command(new EngineCommand.Start(scope.key(local)));
    } else {
      held.resume(this::scope);
    }
  }

  // Nothing new starts in a scope that has failed; what was under way ended with the process.
  private void abandon(ScopeState scope) {
    for (int local = 0; local < scope.status.length; local++) {
      if (scope.status[local].active()) {
        abandon(scope, local);
      }
    }
  }

  private void abandon(ScopeState scope, int local) {
    HeldScopes held = scope.held.get(local);
    if (held != null && !held.scopes().isEmpty()) {
      List.copyOf(held.scopes()).forEach(inner -> inside(inner));
    } else if (held == null && mayHaveHappened(scope, local)) {
      recoverDoubt(scope, local);
    } else {
      UUID child = state.advancer.childToCancel(scope, local);
      StepKey step = scope.key(local);
      state.advancer.command(
          child == null
              ? new EngineCommand.Abandon(step)
              : new EngineCommand.CancelChild(step, child));
    }
  }

  private void inside(ScopeState inner) {
    if (inner.stopping()) {
      abandon(inner);
    } else {
      scope(inner);
    }
  }

  private boolean mayHaveHappened(ScopeState scope, int local) {
    return state.advancer.undo(scope, local) != null
        && state.workflow().node(scope.scope.node(local)) instanceof Node.Call
        && (!scope.status[local].again() || scope.doubts.containsKey(local));
  }

  // A step that is undone is asked about before.
  private void recoverDoubt(ScopeState scope, int local) {
    switch (scope.status[local]) {
      case STARTED, DISPATCHED ->
          state.advancer.command(new EngineCommand.Recover(scope.key(local)));
      case RETRYING, PAUSED -> state.advancer.askBeforeUndo(scope, local);
      case PENDING, WAITING, IN_DOUBT, AWAITING, ASKED, DONE, FAILED, STOPPED -> {}
    }
  }
}
