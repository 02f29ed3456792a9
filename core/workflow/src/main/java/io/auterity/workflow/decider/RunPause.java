package io.auterity.workflow.decider;

import java.time.Instant;
import java.util.List;

/** The pause of a run: nothing of it starts, and no time of it comes, until that is over. */
record RunPause(RunState state) {

  /**
   * Begins it.
   *
   * @param unstarted whether nothing of the run has started since it was accepted, or reopened: the
   *     steps that would start do not start either
   */
  void begin(boolean unstarted) {
    state.paused(true);
    if (unstarted) {
      holdBack(state.root);
    }
    pause(state.root);
  }

  private static void holdBack(ScopeState scope) {
    for (int local = 0; local < scope.status.length; local++) {
      HeldScopes held = scope.held.get(local);
      if (held != null) {
        held.scopes().forEach(RunPause::holdBack);
      } else if (scope.status[local] == StepStatus.STARTED) {
        scope.status[local] = StepStatus.PAUSED;
      }
    }
  }

  private static void pause(ScopeState scope) {
    for (HeldScopes held : scope.held.values()) {
      held.pause();
      held.scopes().forEach(RunPause::pause);
    }
  }

  /** Ends it: what could not start starts, and each time is awaited anew. */
  void end() {
    if (state.paused()) {
      state.paused(false);
      resume(state.root);
    }
  }

  private void resume(ScopeState scope) {
    for (int local = 0; local < scope.status.length; local++) {
      if (scope.status[local] == StepStatus.PAUSED) {
        state.advancer.restart(scope, local);
      }
      Instant due = scope.timers.get(local);
      if (due != null) {
        state.advancer.command(new EngineCommand.Arm(scope.key(local), due));
      }
      HeldScopes held = scope.held.get(local);
      if (held != null) {
        List.copyOf(held.scopes()).forEach(this::resume);
        held.unpause();
      }
    }
  }
}
