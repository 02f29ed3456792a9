package io.auterity.workflow.decider;

import java.util.UUID;

/** Gives up what only time or a person would end, in a scope that has failed. */
final class ScopeStop {

  private final StepAdvancer stepAdvancer;
  private boolean calls;

  ScopeStop(StepAdvancer stepAdvancer) {
    this.stepAdvancer = stepAdvancer;
  }

  /** Calls under way go on to their end. */
  void stop(ScopeState scope) {
    for (int local = 0; local < scope.status.length; local++) {
      if (scope.status[local].active() && given(scope, local)) {
        scope.status[local] = StepStatus.STOPPED;
        scope.active--;
        stepAdvancer.untold(scope, local, UntoldEnd.How.GIVEN_UP);
        scope.timers.remove(local);
        scope.questions.remove(local);
        scope.held.remove(local);
      }
    }
  }

  /** Calls under way are told to end. */
  void cancel(ScopeState scope) {
    calls = true;
    stop(scope);
  }

  private boolean given(ScopeState scope, int local) {
    if (stepAdvancer.asksBeforeUndo(scope, local) && scope.status[local].idle()) {
      if (scope.status[local] != StepStatus.IN_DOUBT) {
        stepAdvancer.askBeforeUndo(scope, local);
      }
      return false;
    }
    if (scope.status[local] == StepStatus.AWAITING) {
      return !childCancelled(scope, local);
    }
    if (scope.status[local].idle()) {
      return !doubted(scope, local);
    }
    HeldScopes held = scope.held.get(local);
    if (held != null) {
      return held.stop(this::stop);
    }
    if (calls) {
      stepAdvancer.command(new EngineCommand.Cancel(scope.key(local)));
    }
    return false;
  }

  // The step is over with the run that it started.
  private boolean childCancelled(ScopeState scope, int local) {
    UUID run = stepAdvancer.childToCancel(scope, local);
    if (run != null) {
      stepAdvancer.command(new EngineCommand.CancelChild(scope.key(local), run));
    }
    return run != null;
  }

  // The journal says so, so that the doubt is not forgotten with the step.
  private boolean doubted(ScopeState scope, int local) {
    boolean doubted = scope.doubts.containsKey(local);
    if (doubted) {
      stepAdvancer.command(new EngineCommand.Abandon(scope.key(local)));
    }
    return doubted;
  }
}
