package io.auterity.workflow.decider;

import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import org.jspecify.annotations.Nullable;

/** Which events can happen in a run as it is now. */
record EventAdmission(RunState state) {

  /** Whether it can happen now: what is recorded then is admitted again when it is read. */
  boolean admits(RunEvent event) {
    return state.finish == null
        && switch (event) {
          case RunEvent.CancelRequested c -> state.root.fault == null;
          case RunEvent.TimedOut t -> state.root.fault == null;
          case RunEvent.Paused p -> state.root.fault == null && !state.paused();
          case RunEvent.Resumed r -> state.paused();
          case RunEvent.Reopened r -> state.reopenings.any();
          case RunEvent.Repaired r -> true;
          case RunEvent.Delivered d -> true;
          case RunEvent.OfStep ofStep -> admits(ofStep);
        };
  }

  private boolean admits(RunEvent.OfStep event) {
    Node node = state.node(event.step());
    ScopeState scope = state.find(event.step());
    if (scope == null || event.step().round() != state.current(event.step()).round()) {
      return false;
    }
    int local = node.head().local();
    StepStatus status = scope.status[local];
    HeldScopes held = scope.held.get(local);
    return switch (event) {
      case RunEvent.ItemDue(var s, int index) ->
          !state.paused() && held != null && held.awaits(index);
      case RunEvent.TimerFired f ->
          !state.paused() && (status == StepStatus.WAITING || status == StepStatus.RETRYING);
      case RunEvent.TimerSet t ->
          begins(node, status, Beginning.Timer.class)
              || (status == StepStatus.STARTED && held != null && held.delayed());
      case RunEvent.Asked a ->
          status == StepStatus.ASKED || begins(node, status, Beginning.Question.class);
      case RunEvent.Chosen c -> begins(node, status, Beginning.Arm.class) && held == null;
      case RunEvent.Expanded e -> begins(node, status, Beginning.Items.class) && held == null;
      case RunEvent.Dispatched d -> status == StepStatus.STARTED && node instanceof Node.Call;
      case RunEvent.Unsent u -> status == StepStatus.DISPATCHED;
      case RunEvent.Retrying r -> status.running() && node instanceof Node.Call;
      case RunEvent.InDoubt d ->
          node instanceof Node.Call && (status.running() || (status.again() && scope.stopping()));
      case RunEvent.Repeated r -> status == StepStatus.IN_DOUBT || status == StepStatus.DISPATCHED;
      case RunEvent.ChildBegun c -> begins(node, status, Beginning.Child.class);
      case RunEvent.Rounded r -> held != null && held.announced(r);
      case RunEvent.Handled h -> held != null && held.announced(h);
      case RunEvent.Completed c -> ends(status, held, c);
      case RunEvent.Failed f -> ends(status, held, f);
      case RunEvent.Skipped s -> status.active() && held == null;
      case RunEvent.Abandoned a ->
          status.active() && (held == null || held.scopes().isEmpty()) && scope.stopping();
    };
  }

  private static boolean ends(StepStatus status, @Nullable HeldScopes held, RunEvent.OfStep event) {
    return (status.running() && (held == null || held.announced(event)))
        || status == StepStatus.IN_DOUBT
        || status == StepStatus.AWAITING
        || status == StepStatus.ASKED;
  }

  private static boolean begins(Node node, StepStatus status, Class<? extends Beginning> how) {
    return status == StepStatus.STARTED && node.begins() == how;
  }
}
