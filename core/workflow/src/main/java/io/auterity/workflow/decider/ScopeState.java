package io.auterity.workflow.decider;

import io.auterity.platform.expression.Bindings;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One scope of a run that is under way: the run itself, an item, or the arm of a branch. */
final class ScopeState implements Bindings {

  final Scope scope;
  final IndexPath path;
  final @Nullable ScopeState parent;

  /** Place of the node that holds this scope in the parent's scope. */
  final int owner;

  final StepStatus[] status;
  final int[] remaining;
  final @Nullable Json[] outputs;
  final Map<Integer, EachState> eaches = new HashMap<>(2);
  final Map<Integer, ScopeState> arms = new HashMap<>(2);
  final Map<Integer, Instant> timers = new HashMap<>(2);
  final Map<Integer, Integer> attempts = new HashMap<>(2);

  /** Steps that are not done. */
  int left;

  /** Steps that are under way. */
  int active;

  @Nullable ScopeFault fault;

  private final Bindings around;

  ScopeState(Scope scope, IndexPath path, @Nullable ScopeState parent, int owner, Bindings around) {
    this.scope = scope;
    this.path = path;
    this.parent = parent;
    this.owner = owner;
    this.around = around;
    this.left = scope.size();
    this.status = new StepStatus[left];
    Arrays.fill(status, StepStatus.PENDING);
    this.remaining = new int[left];
    Arrays.setAll(remaining, scope::inDegree);
    this.outputs = new Json[left];
  }

  StepKey key(int local) {
    return new StepKey(scope.node(local), path, 0);
  }

  /** Whether something at or around it has failed, so that nothing new starts. */
  boolean stopping() {
    for (ScopeState at = this; at != null; at = at.parent) {
      if (at.fault != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Json get(String name) {
    Integer local = scope.local(name);
    return local == null ? around.get(name) : outputs[local];
  }
}
