package io.auterity.workflow.decider;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Template;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.Step.OnItemFailure;
import io.auterity.workflow.graph.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  private final RunState state;
  private final List<Command> commands = new ArrayList<>();

  private Decider(RunState state) {
    this.state = state;
  }

  /** Begins a run. */
  public static List<Command> begin(RunState state) {
    Decider decider = new Decider(state);
    decider.startReady(state.root);
    return decider.commands;
  }

  /** Applies an event; one that comes too late changes nothing. */
  public static List<Command> apply(RunState state, Event event) {
    Decider decider = new Decider(state);
    if (state.finish == null) {
      decider.apply(event);
    }
    return decider.commands;
  }

  /** What is under way in a run that has been recovered, to be taken up again. */
  public static List<Command> resume(RunState state) {
    Decider decider = new Decider(state);
    new Resumption(state, decider).run();
    return decider.commands;
  }

  private void apply(Event event) {
    switch (event) {
      case Event.CancelRequested(String by) -> cancel(by);
      case Event.ItemDue(StepKey step, int index) -> due(step, index);
      case Event.OfStep ofStep -> ofStep(ofStep);
    }
  }

  private void ofStep(Event.OfStep event) {
    StepKey step = event.step();
    materialize(step);
    ScopeState scope = state.find(step);
    int local = state.local(step);
    if (scope == null || !scope.status[local].active()) {
      return;
    }
    switch (event) {
      case Event.Completed(var s, Json output) -> done(scope, local, output);
      case Event.Failed(var s, Failure failure) ->
          failed(scope, local, new Fault(step, failure, null));
      case Event.Chosen(var s, int arm) -> choose(scope, local, arm);
      case Event.Expanded(var s, int count) -> expand(scope, local, count);
      case Event.Dispatched d -> scope.status[local] = Status.DISPATCHED;
      case Event.Retrying(var s, int attempt, Instant due, var f) -> {
        scope.attempts.put(local, attempt);
        hold(scope, local, Status.RETRYING, due);
      }
      case Event.TimerSet(var s, Instant due) -> hold(scope, local, Status.WAITING, due);
      case Event.TimerFired f -> fire(scope, local);
      case Event.InDoubt d -> hold(scope, local, Status.IN_DOUBT, null);
      case Event.Repeated r -> restart(scope, local);
      case Event.ItemDue d -> throw new IllegalStateException("not an event of the step itself");
    }
  }

  void startReady(ScopeState scope) {
    for (int local = 0; local < scope.status.length; local++) {
      if (scope.remaining[local] == 0 && scope.status[local] == Status.PENDING) {
        start(scope, local);
      }
    }
  }

  private void start(ScopeState scope, int local) {
    scope.active++;
    restart(scope, local);
  }

  void restart(ScopeState scope, int local) {
    scope.status[local] = Status.STARTED;
    scope.timers.remove(local);
    commands.add(new Command.Start(scope.key(local)));
  }

  void command(Command command) {
    commands.add(command);
  }

  private void hold(ScopeState scope, int local, Status status, @Nullable Instant due) {
    if (scope.stopping()) {
      leave(scope, local, Status.STOPPED);
      settleIfIdle(scope);
      return;
    }
    scope.status[local] = status;
    if (due != null) {
      scope.timers.put(local, due);
      commands.add(new Command.Arm(scope.key(local), due));
    }
  }

  private void fire(ScopeState scope, int local) {
    if (scope.status[local] == Status.WAITING) {
      scope.timers.remove(local);
      done(scope, local, Json.NULL);
    } else if (scope.status[local] == Status.RETRYING) {
      restart(scope, local);
    }
  }

  private void choose(ScopeState scope, int local, int arm) {
    Node.Branch branch = (Node.Branch) state.workflow().node(scope.scope.node(local));
    ScopeState inner =
        new ScopeState(
            state.workflow().scope(branch.arms().get(arm).scope()),
            scope.path,
            scope,
            local,
            scope);
    scope.arms.put(local, inner);
    startReady(inner);
  }

  private void expand(ScopeState scope, int local, int count) {
    Node.Each node = (Node.Each) state.workflow().node(scope.scope.node(local));
    EachState each = new EachState(node, scope, local, count);
    scope.eaches.put(local, each);
    state.count(node, counted -> counted.more(count));
    advance(each);
  }

  /** Starts items up to the bound, or ends the step when all are done. */
  void advance(EachState each) {
    if (each.finished == each.count && each.fault == null) {
      each.scope.eaches.remove(each.local);
      done(each.scope, each.local, each.collected());
      return;
    }
    while (each.fault == null
        && each.items.size() < each.node.concurrency()
        && each.next < each.count
        && !each.admitting) {
      if (each.node.pace() == null) {
        beginItem(each);
      } else {
        each.admitting = true;
        commands.add(new Command.Admit(each.scope.key(each.local), each.next));
      }
    }
  }

  private ScopeState beginItem(EachState each) {
    int index = each.next++;
    String as = each.node.as();
    Json item = each.item(index);
    ScopeState around = each.scope;
    ScopeState inner =
        new ScopeState(
            state.workflow().scope(each.node.body()),
            around.path.child(index),
            around,
            each.local,
            name -> name.equals(as) ? item : around.get(name));
    each.items.put(index, inner);
    state.count(each.node, ItemCount::oneBegun);
    startReady(inner);
    return inner;
  }

  private void due(StepKey step, int index) {
    ScopeState scope = state.find(step);
    EachState each = scope == null ? null : scope.eaches.get(state.local(step));
    if (scope == null || each == null || !each.admitting || each.next != index) {
      return;
    }
    each.admitting = false;
    if (!scope.stopping() && each.fault == null) {
      beginItem(each);
      advance(each);
    }
  }

  // That an item with a pace has begun is told only by what happens in it.
  private void materialize(StepKey step) {
    IndexPath path = step.path();
    if (path.depth() == 0 || state.find(step) != null) {
      return;
    }
    for (Node owner : Owners.of(state.workflow(), step)) {
      ScopeState scope = state.find(StepKey.of(owner, path));
      EachState each = scope == null ? null : scope.eaches.get(owner.head().local());
      if (each != null && owner instanceof Node.Each) {
        int index = path.at(state.workflow().scope(each.node.body()).depth() - 1);
        while (each.next <= index) {
          each.admitting = false;
          beginItem(each);
        }
      }
    }
  }

  private void done(ScopeState scope, int local, Json output) {
    scope.outputs[local] = output;
    leave(scope, local, Status.DONE);
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

  private static void leave(ScopeState scope, int local, Status status) {
    scope.status[local] = status;
    scope.active--;
    scope.timers.remove(local);
    scope.arms.remove(local);
    scope.eaches.remove(local);
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
      scope.fault = new Fault(ownerKey(scope), failure, null);
      settleIfIdle(scope);
    }
  }

  private static @Nullable StepKey ownerKey(ScopeState scope) {
    return scope.parent == null ? null : scope.parent.key(scope.owner);
  }

  private void exported(ScopeState scope, Json value) {
    ScopeState parent = scope.parent;
    if (parent == null) {
      finish(new Command.Ending.Succeeded(value));
      return;
    }
    EachState each = parent.eaches.get(scope.owner);
    if (each == null) {
      done(parent, scope.owner, value);
    } else {
      itemDone(each, scope, value);
    }
  }

  private void itemDone(EachState each, ScopeState item, Json value) {
    int index = item.path.at(item.path.depth() - 1);
    each.results[index] = value;
    each.items.remove(index);
    state.count(each.node, ItemCount::oneDone);
    each.finished++;
    itemGone(each);
  }

  private void itemGone(EachState each) {
    Fault fault = each.fault;
    if (fault == null) {
      advance(each);
    } else if (each.items.isEmpty()) {
      failed(each.scope, each.local, fault);
    }
  }

  private void failed(ScopeState scope, int local, Fault fault) {
    leave(scope, local, Status.FAILED);
    if (scope.fault == null) {
      scope.fault = fault;
      new Stopping(this).stop(scope);
    }
    settleIfIdle(scope);
  }

  void settleIfIdle(ScopeState scope) {
    if (scope.active > 0 || state.finish != null) {
      return;
    }
    Fault fault = scope.fault;
    ScopeState parent = scope.parent;
    if (parent == null) {
      finish(Objects.requireNonNull(fault).ending());
      return;
    }
    EachState each = parent.eaches.get(scope.owner);
    if (each != null) {
      itemEnded(each, scope, fault);
    } else if (fault == null || parent.stopping()) {
      leave(parent, scope.owner, Status.STOPPED);
      settleIfIdle(parent);
    } else {
      failed(parent, scope.owner, fault);
    }
  }

  private void itemEnded(EachState each, ScopeState item, @Nullable Fault fault) {
    int index = item.path.at(item.path.depth() - 1);
    each.items.remove(index);
    state.count(each.node, ItemCount::oneFailed);
    if (each.scope.stopping()) {
      if (each.items.isEmpty()) {
        leave(each.scope, each.local, Status.STOPPED);
        settleIfIdle(each.scope);
      }
      return;
    }
    each.finished++;
    if (each.node.onItemFailure() == OnItemFailure.FAIL && each.fault == null) {
      each.fault = fault;
    }
    itemGone(each);
  }

  private void cancel(String by) {
    Failure failure = Failure.of(FailureCode.CANCELLED, "cancelled by " + by);
    if (state.root.fault == null) {
      state.root.fault = new Fault(null, failure, by);
      new Stopping(this).cancel(state.root);
      settleIfIdle(state.root);
    }
  }

  private void finish(Command.Ending ending) {
    Command.Finish finish = new Command.Finish(ending);
    state.finish = finish;
    commands.add(finish);
  }
}
