package io.auterity.workflow.decider;

import java.util.HashSet;
import java.util.Set;

/** Calls that may have happened though the journal does not say so: a repair left events out. */
final class SuspectedCalls {

  private final Set<StepKey> steps = new HashSet<>();
  private final Set<StepKey> settled = new HashSet<>();
  private boolean all;

  /** A repair names them, or says that any may be one. */
  void add(RunEvent.Repaired repaired) {
    settled.removeAll(repaired.doubts());
    steps.addAll(repaired.doubts());
    all |= repaired.blind();
  }

  /** A person has said the outcome of the call of a step, or it came to an end. */
  void settle(RunEvent.OfStep event) {
    if ((all || steps.contains(event.step()))
        && (event instanceof RunEvent.Repeated || event instanceof RunEvent.Retrying)) {
      settled.add(event.step());
    }
  }

  /** Whether the call of a step is one, and not settled. */
  boolean contains(StepKey step) {
    return (all || steps.contains(step)) && !settled.contains(step);
  }
}
