package io.auterity.workflow.decider;

import io.auterity.workflow.graph.Node;
import org.jspecify.annotations.Nullable;

/**
 * Items that lead to a step and are not known to have begun: the event is lost that told of it, and
 * what happens in the item tells it.
 */
record UntoldItems(RunState state, StepKey step) {

  /** Begins them. */
  void begin() {
    if (!mayLack()) {
      return;
    }
    for (Node owner : step.owners(state.workflow())) {
      HeldScopes held = held(owner);
      if (held != null && owner.many()) {
        held.told(index(owner));
      }
    }
  }

  /** Whether there are any. */
  boolean any() {
    if (!mayLack()) {
      return false;
    }
    for (Node owner : step.owners(state.workflow())) {
      HeldScopes held = held(owner);
      if (held != null && owner.many() && held.untold(index(owner))) {
        return true;
      }
    }
    return false;
  }

  private boolean mayLack() {
    return step.path().depth() > 0 && state.find(step) == null;
  }

  private @Nullable HeldScopes held(Node owner) {
    return state.held(StepKey.of(owner, step.path()));
  }

  private int index(Node owner) {
    return step.path().at(state.workflow().scopeOf(owner).depth());
  }
}
