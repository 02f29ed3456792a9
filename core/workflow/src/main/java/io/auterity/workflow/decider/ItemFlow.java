package io.auterity.workflow.decider;

import io.auterity.spi.Json;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.definition.Step.OnItemFailure;
import io.auterity.workflow.graph.Node;
import org.jspecify.annotations.Nullable;

/** Moves steps over lists on: which items start, and what becomes of those that end. */
record ItemFlow(RunState state, StepAdvancer stepAdvancer) {

  void expand(ScopeState scope, int local, int count) {
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
      stepAdvancer.done(each.scope, each.local, each.collected());
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
        stepAdvancer.command(new EngineCommand.Admit(each.scope.key(each.local), each.next));
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
    stepAdvancer.startReady(inner);
    return inner;
  }

  void due(StepKey step, int index) {
    ScopeState scope = state.find(step);
    EachState each = scope == null ? null : scope.eaches.get(state.local(step));
    if (scope == null || each == null || each.next != index) {
      return;
    }
    each.admitting = false;
    if (!scope.stopping() && each.fault == null) {
      beginItem(each);
      advance(each);
    }
  }

  // Where the event is lost that told of an item's begin, what happens in the item tells it.
  void materialize(StepKey step) {
    IndexPath path = step.path();
    if (path.depth() == 0 || state.find(step) != null) {
      return;
    }
    for (Node owner : step.owners(state.workflow())) {
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

  /** Whether a step is one of an item that is not known to have begun, though it may have. */
  boolean untold(StepKey step) {
    if (step.path().depth() == 0 || state.find(step) != null) {
      return false;
    }
    for (Node owner : step.owners(state.workflow())) {
      ScopeState scope = state.find(StepKey.of(owner, step.path()));
      EachState each = scope == null ? null : scope.eaches.get(owner.head().local());
      if (each != null
          && each.next <= step.path().at(state.workflow().scope(each.node.body()).depth() - 1)) {
        return true;
      }
    }
    return false;
  }

  void done(EachState each, ScopeState item, Json value) {
    int index = item.path.at(item.path.depth() - 1);
    each.results[index] = value;
    each.items.remove(index);
    state.count(each.node, ItemCount::oneDone);
    each.finished++;
    gone(each);
  }

  private void gone(EachState each) {
    ScopeFault fault = each.fault;
    if (fault == null) {
      advance(each);
    } else if (each.items.isEmpty()) {
      stepAdvancer.failed(each.scope, each.local, fault);
    }
  }

  void ended(EachState each, ScopeState item, @Nullable ScopeFault fault) {
    int index = item.path.at(item.path.depth() - 1);
    each.items.remove(index);
    state.count(each.node, ItemCount::oneFailed);
    if (each.scope.stopping()) {
      if (each.items.isEmpty()) {
        StepAdvancer.leave(each.scope, each.local, StepStatus.STOPPED);
        stepAdvancer.settleIfIdle(each.scope);
      }
      return;
    }
    each.finished++;
    if (each.node.onItemFailure() == OnItemFailure.FAIL && each.fault == null) {
      each.fault = fault;
    }
    gone(each);
  }
}
