package io.auterity.workflow.decider;

import io.auterity.spi.Json;
import io.auterity.workflow.decider.ScopeState.ScopeFault;
import io.auterity.workflow.graph.Node;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A step over a list that is under way. */
final class EachState {

  final Node.Each node;

  /** Scope and place of the step itself. */
  final ScopeState scope;

  final int local;
  final int count;
  final @Nullable Json[] results;

  /** The items under way. */
  final TreeMap<Integer, ScopeState> items = new TreeMap<>();

  int next;
  int finished;

  /** Whether the next item waits for its time. */
  boolean admitting;

  @Nullable ScopeFault fault;

  private Json.@Nullable Arr list;

  EachState(Node.Each node, ScopeState scope, int local, int count) {
    this.node = node;
    this.scope = scope;
    this.local = local;
    this.count = count;
    this.results = new Json[count];
  }

  /** The item of that index; the list is computed when it is first needed. */
  Json item(int index) {
    Json.Arr known = list;
    if (known == null) {
      known = (Json.Arr) node.items().evaluate(scope);
      list = known;
    }
    return known.items().get(index);
  }

  /** The results of all items in the order of the list. */
  Json.Arr collected() {
    return new Json.Arr(
        Arrays.stream(results).map(result -> result == null ? Json.NULL : result).toList());
  }
}
