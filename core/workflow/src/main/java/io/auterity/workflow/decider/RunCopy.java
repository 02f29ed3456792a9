package io.auterity.workflow.decider;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has done, as another run takes it over, perhaps of another version of the workflow:
 * the events with which the journal of that one begins.
 */
public final class RunCopy {

  private final Workflow from;
  private final RunState state;
  private final Map<String, Node> byPattern = new HashMap<>();
  private final List<RunEvent> events = new ArrayList<>();

  /**
   * Nothing taken over yet.
   *
   * @param from the workflow of the run that did it
   * @param to that of the run that takes it over
   * @param around what expressions of that one see besides steps
   */
  public RunCopy(Workflow from, Workflow to, Map<String, Json> around) {
    this.from = from;
    this.state = new RunState(to, around);
    to.nodes().forEach(node -> byPattern.put(node.head().pattern(), node));
    Decider.begin(state);
  }

  /**
   * Takes an event over, unless it follows from what is not.
   *
   * @throws CallFailedException {@code conflict} when the other workflow does not fit it
   */
  public void take(RunEvent.OfStep event) {
    RunEvent.OfStep mapped = mapped(event, key(event.step()));
    try {
      if (Decider.admits(state, mapped)) {
        Decider.replay(state, mapped);
        events.add(mapped);
      } else if (!Reopenings.mayFollow(event)) {
        throw misfit(event.step());
      }
    } catch (IndexOutOfBoundsException e) {
      throw misfit(event.step());
    }
  }

  /** The events taken over. */
  public List<RunEvent> events() {
    return List.copyOf(events);
  }

  /** The key of a step in the other workflow, in the first round. */
  public StepKey key(StepKey step) {
    Node old = from.node(step.node());
    Node found = byPattern.get(old.head().pattern());
    if (found == null || found.type() != old.type() || !sameCall(old, found)) {
      throw misfit(step);
    }
    return new StepKey(found.index(), step.path(), 0);
  }

  private static boolean sameCall(Node old, Node found) {
    return !(old instanceof Node.Call before)
        || (found instanceof Node.Call now && now.capability().equals(before.capability()));
  }

  private CallFailedException misfit(StepKey step) {
    return new CallFailedException(
        FailureCode.CONFLICT,
        "what the step '%s' has done does not fit the version in force; start a new run"
            .formatted(step.text(from)));
  }

  private static RunEvent.OfStep mapped(RunEvent.OfStep event, StepKey key) {
    return switch (event) {
      case RunEvent.Completed(var s, var output) -> new RunEvent.Completed(key, output);
      case RunEvent.Failed(var s, var failure) -> new RunEvent.Failed(key, failure);
      case RunEvent.Chosen(var s, int arm) -> new RunEvent.Chosen(key, arm);
      case RunEvent.Rounded(var s, int i, var carry) -> new RunEvent.Rounded(key, i, carry);
      case RunEvent.Handled(var s, int arm, var error) -> new RunEvent.Handled(key, arm, error);
      case RunEvent.ChildBegun(var s, var run) -> new RunEvent.ChildBegun(key, run);
      case RunEvent.Expanded(var s, int count) -> new RunEvent.Expanded(key, count);
      case RunEvent.Dispatched(var s, @Nullable String provider) ->
          new RunEvent.Dispatched(key, provider);
      case RunEvent.Retrying(var s, int n, var due, var failure, var notTaken) ->
          new RunEvent.Retrying(key, n, due, failure, notTaken);
      case RunEvent.TimerSet(var s, var due) -> new RunEvent.TimerSet(key, due);
      case RunEvent.Asked(var s, var due, var asked) -> new RunEvent.Asked(key, due, asked);
      case RunEvent.TimerFired t -> new RunEvent.TimerFired(key);
      case RunEvent.InDoubt(var s, var failure) -> new RunEvent.InDoubt(key, failure);
      case RunEvent.Repeated r -> new RunEvent.Repeated(key);
      case RunEvent.Abandoned(var s, var doubt) -> new RunEvent.Abandoned(key, doubt);
      case RunEvent.Unsent u -> new RunEvent.Unsent(key);
      case RunEvent.ItemDue(var s, int index) -> new RunEvent.ItemDue(key, index);
      case RunEvent.Skipped(var s, var doubt) -> new RunEvent.Skipped(key, doubt);
    };
  }
}
