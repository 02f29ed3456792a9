package io.auterity.workflow.live;

import io.auterity.workflow.decider.ItemCount;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.RunPhase;
import java.util.Map;

/** Tells in which phase a node is, all its executions together. */
final class NodePhases {

  private final Workflow workflow;
  private final NodeCounter[] counters;
  private final Map<Integer, ItemCount> items;
  private final RunPhase run;

  NodePhases(
      Workflow workflow, NodeCounter[] counters, Map<Integer, ItemCount> items, RunPhase run) {
    this.workflow = workflow;
    this.counters = counters;
    this.items = items;
    this.run = run;
  }

  StepPhase of(Node node) {
    NodeCounter counter = counters[node.index()];
    if (!counter.begun()) {
      return over(node) ? StepPhase.SKIPPED : StepPhase.QUEUED;
    }
    boolean failed = failed(node, counter);
    if (over(node)) {
      return failed ? StepPhase.FAILED : ended(node, counter);
    }
    if (counter.anyWaiting()) {
      return StepPhase.WAITING;
    }
    boolean moreToCome = workflow.scopeOf(node).depth() > 0 || moving(node, counter);
    if (moreToCome) {
      return StepPhase.RUNNING;
    }
    if (failed) {
      return StepPhase.FAILED;
    }
    return counter.anyAbandoned() ? StepPhase.SKIPPED : done(counter);
  }

  private StepPhase ended(Node node, NodeCounter counter) {
    return moving(node, counter) || counter.anyWaiting() || counter.anyAbandoned()
        ? cut(node)
        : done(counter);
  }

  // What a stop inside it has ended ended as the run did.
  private StepPhase cut(Node node) {
    boolean failed = run == RunPhase.FAILED;
    boolean stopped =
        (failed || run == RunPhase.SUCCEEDED)
            && workflow.nodes().stream()
                .filter(inner -> inner.type() == StepType.STOP && within(inner, node))
                .map(stop -> counters[stop.index()])
                .anyMatch(stop -> failed ? stop.anyFailed() : stop.anySucceeded());
    if (!stopped) {
      return StepPhase.SKIPPED;
    }
    return failed ? StepPhase.FAILED : StepPhase.SUCCEEDED;
  }

  private boolean within(Node inner, Node outer) {
    return workflow.owners(inner).stream().anyMatch(owner -> owner.index() == outer.index());
  }

  private static StepPhase done(NodeCounter counter) {
    return counter.alwaysSkipped() ? StepPhase.SKIPPED : StepPhase.SUCCEEDED;
  }

  private boolean failed(Node node, NodeCounter counter) {
    ItemCount count = items.get(node.index());
    return counter.anyFailed() || (count != null && count.failed() > 0);
  }

  private boolean moving(Node node, NodeCounter counter) {
    ItemCount count = node.many() ? items.get(node.index()) : null;
    return counter.anyRunning() && (count == null || count.done() + count.failed() < count.total());
  }

  /** Whether nothing of it can come any more. */
  private boolean over(Node node) {
    if (run.over()) {
      return true;
    }
    Scope scope = workflow.scopeOf(node);
    if (scope.owner() == Scope.NONE) {
      return false;
    }
    Node owner = workflow.node(scope.owner());
    if (owner.many() && workflow.scopeOf(owner).depth() == 0) {
      return counters[owner.index()].begun() && !moving(owner, counters[owner.index()]);
    }
    return over(owner);
  }
}
