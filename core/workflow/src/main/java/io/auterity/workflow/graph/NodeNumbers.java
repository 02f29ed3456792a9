package io.auterity.workflow.graph;

import io.auterity.workflow.definition.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers of nodes and scopes: in the order of the definition, what holds before what is held, so
 * that all nodes inside a step have the numbers that follow it.
 */
final class NodeNumbers {

  private final Map<String, Integer> nodes = new HashMap<>();
  private final Map<String, Integer> scopes = new HashMap<>();

  NodeNumbers(Step.Body root) {
    number(root);
  }

  int node(Step step) {
    return nodes.getOrDefault(step.head().path(), 0);
  }

  int scope(Step.Body body) {
    return scopes.getOrDefault(body.path(), 0);
  }

  private void number(Step.Body body) {
    scopes.put(body.path(), scopes.size());
    for (Step step : body.steps()) {
      nodes.put(step.head().path(), nodes.size());
      bodies(step).forEach(this::number);
    }
  }

  private static List<Step.Body> bodies(Step step) {
    return switch (step) {
      case Step.Each each -> List.of(each.body());
      case Step.Branch branch -> branch.arms().stream().map(Step.Arm::body).toList();
      case Step.Call c -> List.of();
      case Step.Transform t -> List.of();
      case Step.Wait w -> List.of();
    };
  }
}
