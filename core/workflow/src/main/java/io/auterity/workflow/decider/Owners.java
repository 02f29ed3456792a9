package io.auterity.workflow.decider;

import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import java.util.ArrayList;
import java.util.List;

/** The steps that hold a step. */
final class Owners {

  private Owners() {}

  /** Outermost first. */
  static List<Node> of(Workflow workflow, StepKey step) {
    List<Node> owners = new ArrayList<>();
    Scope scope = workflow.scopeOf(workflow.node(step.node()));
    while (scope.owner() != Scope.NONE) {
      Node owner = workflow.node(scope.owner());
      owners.addFirst(owner);
      scope = workflow.scopeOf(owner);
    }
    return owners;
  }
}
