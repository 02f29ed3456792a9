package io.auterity.workflow.decider;

import io.auterity.platform.expression.DurationText;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Template;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.graph.MessageWait;
import io.auterity.workflow.graph.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves steps and scopes on; collects what that makes possible. */
public final class StepAdvancer {

  private final RunState state;
  private final List<EngineCommand> commands = new ArrayList<>();
  private final List<UntoldEnd> untold = new ArrayList<>();

  StepAdvancer(RunState state) {
    this.state = state;
  }

  RunState state() {
    return state;
  }

  /** What has become possible since it was last asked. */
  List<EngineCommand> commands() {
    List<EngineCommand> taken = List.copyOf(commands);
    commands.clear();
    return taken;
  }

  /** What has ended since it was last asked, of which no event tells. */
  List<UntoldEnd> untoldEnds() {
    List<UntoldEnd> taken = List.copyOf(untold);
    untold.clear();
    return taken;
  }

  /** A step that holds scopes is over, or another was given up. */
  void untold(ScopeState scope, int local, UntoldEnd.How how) {
    untold.add(new UntoldEnd(scope.key(local), how));
  }

  void startReady(ScopeState scope) {
    for (int local = 0; local < scope.status.length; local++) {
      if (scope.remaining[local] == 0 && scope.status[local] == StepStatus.PENDING) {
        start(scope, local);
      }
    }
  }

  private void start(ScopeState scope, int local) {
    scope.active++;
    restart(scope, local);
  }

  void restart(ScopeState scope, int local) {
    scope.timers.remove(local);
    if (state.paused() && !scope.stopping()) {
      scope.status[local] = StepStatus.PAUSED;
      return;
    }
    scope.status[local] = StepStatus.STARTED;
    commands.add(new EngineCommand.Start(scope.key(local)));
  }

  void command(EngineCommand command) {
    commands.add(command);
  }

  /** Lets a step wait for a time, a person or a message. */
  void suspend(ScopeState scope, int local, StepStatus status, @Nullable Instant due) {
    if (scope.stopping() && !(status == StepStatus.IN_DOUBT && undo(scope, local) != null)) {
      leave(scope, local, StepStatus.STOPPED);
      settleIfIdle(scope);
      return;
    }
    scope.status[local] = status;
    scope.timers.remove(local);
    if (due != null) {
      scope.timers.put(local, due);
      commands.add(new EngineCommand.Arm(scope.key(local), due));
    }
  }

  /** The run that is cancelled when its step is given up; null when it is left. */
  @Nullable UUID childToCancel(ScopeState scope, int local) {
    Node node = state.workflow().node(scope.scope.node(local));
    return node instanceof Node.Run run && run.cancels() ? scope.children.get(local) : null;
  }

  /** Lets a step wait for the end of the run that it starts. */
  void child(ScopeState scope, int local, UUID run) {
    scope.children.put(local, run);
    suspend(scope, local, StepStatus.AWAITING, null);
    if (scope.status[local] == StepStatus.AWAITING) {
      commands.add(new EngineCommand.StartChild(scope.key(local), run));
    }
  }

  /** Has a step told of the event that it awaits, if it awaits one. */
  void awaitEvent(ScopeState scope, int local) {
    if (scope.status[local] == StepStatus.ASKED
        && state.workflow().node(scope.scope.node(local)) instanceof MessageWait wait
        && wait.awaitsEvent()) {
      commands.add(new EngineCommand.AwaitEvent(scope.key(local)));
    }
  }

  void fire(ScopeState scope, int local) {
    HeldScopes held = scope.held.get(local);
    if (held != null) {
      scope.timers.remove(local);
      scope.status[local] = StepStatus.STARTED;
      held.timeCame();
    } else if (scope.status[local] == StepStatus.WAITING) {
      scope.timers.remove(local);
      done(scope, local, Json.NULL);
    } else if (scope.status[local] == StepStatus.RETRYING) {
      restart(scope, local);
    }
  }

  /** Lets a step begin that holds scopes. */
  void hold(ScopeState scope, int local, int number) {
    Compound node = (Compound) state.workflow().node(scope.scope.node(local));
    HeldScopes held = node.hold(new HeldScopes.Place(this, scope, local), number);
    scope.held.put(local, held);
    held.begin();
  }

  void done(ScopeState scope, int local, Json output) {
    undoable(scope, local);
    pass(scope, local, output);
  }

  /** Goes on behind a step. */
  void pass(ScopeState scope, int local, Json output) {
    scope.outputs[local] = output;
    leave(scope, local, StepStatus.DONE);
    scope.left--;
    if (scope.stopping()) {
      settleIfIdle(scope);
      return;
    }
    for (int successor : scope.scope.successors(local)) {
      if (--scope.remaining[successor] == 0) {
        start(scope, successor);
      }
    }
    if (scope.left == 0) {
      export(scope);
    }
  }

  /** A step is done, or may be, and is undone if the {@code try} around it fails. */
  void undoable(ScopeState scope, int local) {
    if (undo(scope, local) != null) {
      undoable(scope, new UndoEntry(scope, local));
    }
  }

  /** Hands what is to be undone to the {@code try} around a scope. */
  void undoable(ScopeState scope, UndoEntry entry) {
    for (ScopeState at = scope; at.parent != null; at = at.parent) {
      if (at.parent.heldAt(at.owner).undoes(at, entry)) {
        return;
      }
    }
  }

  /** Number of the scope that undoes a step; null when nothing does. */
  @Nullable Integer undo(ScopeState scope, int local) {
    return state.workflow().node(scope.scope.node(local)).head().undo();
  }

  /** Has a person say whether a step happened, so that it is undone exactly then. */
  void askBeforeUndo(ScopeState scope, int local) {
    StepDoubt doubt = Objects.requireNonNull(scope.doubts.get(local));
    command(new EngineCommand.Announce(new RunEvent.InDoubt(scope.key(local), doubt.reason())));
  }

  /** Whether a step may have happened and would have to be undone then. */
  boolean asksBeforeUndo(ScopeState scope, int local) {
    return scope.doubts.containsKey(local) && undo(scope, local) != null;
  }

  private void leave(ScopeState scope, int local, StepStatus status) {
    if (status == StepStatus.STOPPED) {
      untold(scope, local, UntoldEnd.How.GIVEN_UP);
    } else if (scope.held.containsKey(local)) {
      boolean failed = status == StepStatus.FAILED;
      untold(scope, local, failed ? UntoldEnd.How.FAILED : UntoldEnd.How.DONE);
    }
    scope.status[local] = status;
    scope.active--;
    scope.timers.remove(local);
    scope.held.remove(local);
    scope.questions.remove(local);
    scope.doubts.remove(local);
    scope.children.remove(local);
  }

  /** Gives a step up in a scope that has failed. */
  void abandon(ScopeState scope, int local) {
    leave(scope, local, StepStatus.STOPPED);
    settleIfIdle(scope);
  }

  private void export(ScopeState scope) {
    Template output = scope.scope.output();
    try {
      exported(
          scope,
          output == null
              ? Objects.requireNonNullElse(scope.outputs[scope.outputs.length - 1], Json.NULL)
              : output.evaluate(scope));
    } catch (EvaluationException e) {
      Failure failure = Failure.of(FailureCode.INVALID, "output: " + e.getMessage());
      scope.fault = new ScopeFault(ownerKey(scope), failure, null);
      settleIfIdle(scope);
    }
  }

  private static @Nullable StepKey ownerKey(ScopeState scope) {
    return scope.parent == null ? null : scope.parent.key(scope.owner);
  }

  private void exported(ScopeState scope, Json value) {
    ScopeState parent = scope.parent;
    if (parent == null) {
      finish(new EngineCommand.Ending.Succeeded(value));
      return;
    }
    parent.heldAt(scope.owner).exported(scope, value);
  }

  void failed(ScopeState scope, int local, ScopeFault fault) {
    leave(scope, local, StepStatus.FAILED);
    if (scope.fault == null) {
      scope.fault = fault;
      new ScopeStop(this).stop(scope);
    }
    settleIfIdle(scope);
  }

  void settleIfIdle(ScopeState scope) {
    if (scope.active > 0 || state.finish != null) {
      return;
    }
    ScopeFault fault = scope.fault;
    ScopeState parent = scope.parent;
    if (parent == null) {
      finish(Objects.requireNonNull(fault).ending());
      return;
    }
    parent.heldAt(scope.owner).ended(scope, fault);
  }

  /** Ends a scope that is no longer needed. */
  void cancel(ScopeState scope) {
    if (scope.fault == null) {
      Failure failure = Failure.of(FailureCode.CANCELLED, "no longer needed");
      scope.fault = new ScopeFault(null, failure, null);
    }
    new ScopeStop(this).cancel(scope);
    settleIfIdle(scope);
  }

  void cancel(String by) {
    Failure failure = Failure.of(FailureCode.CANCELLED, "cancelled by " + by);
    if (state.root.fault == null) {
      end(new ScopeFault(null, failure, new EngineCommand.Ending.Cancelled(by)));
    }
  }

  /** The run has taken as long as it may: it fails, and is undone as one that is cancelled. */
  void timeOut(Duration limit) {
    Failure failure =
        Failure.of(
                FailureCode.TIMEOUT,
                "the run took longer than %s".formatted(DurationText.plain(limit)))
            .withRetryable(false);
    if (state.root.fault == null) {
      end(new ScopeFault(null, failure, new EngineCommand.Ending.Failed(null, failure)));
    }
  }

  /** Ends the run, as it was asked for; a pause ends with that. */
  private void end(ScopeFault fault) {
    state.root.fault = fault;
    new ScopeStop(this).cancel(state.root);
    new RunPause(state).end();
    settleIfIdle(state.root);
  }

  /** The run ends with a step. */
  void end(ScopeState scope, int local, StepStatus status, ScopeFault fault) {
    leave(scope, local, status);
    if (state.root.fault == null) {
      end(fault);
    } else {
      settleIfIdle(scope);
    }
  }

  private void finish(EngineCommand.Ending ending) {
    EngineCommand.Finish finish = new EngineCommand.Finish(ending);
    state.finish = finish;
    commands.add(finish);
  }
}
