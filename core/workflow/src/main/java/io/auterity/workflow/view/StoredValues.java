package io.auterity.workflow.view;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Compound;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.RunNames;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that the steps of a run saw and gave, from its journal alone. Only what is asked for
 * is read.
 */
final class StoredValues {

  private final Workflow workflow;
  private final Map<String, Json> around;
  private final Journalled journal;

  /** Reads the journal of the run. */
  interface Journalled {

    /** What a step ended with, or what it found: its completion, arm or number of items. */
    Optional<RunEvent> found(StepKey step);

    /** What it says of a step that holds scopes besides. */
    Compound.History history(StepKey step);
  }

  StoredValues(Workflow workflow, Map<String, Json> around, Journalled journal) {
    this.workflow = workflow;
    this.around = Map.copyOf(around);
    this.journal = journal;
  }

  /**
   * What a step worked on; null when that cannot be told.
   *
   * @param began when it began; null when it has not
   */
  @Nullable Json input(StepKey step, @Nullable Instant began) {
    Node node = workflow.node(step.node());
    try {
      return node.input(RunNames.at(bindings(workflow.scopeOf(node), step.path()), began));
    } catch (EvaluationException e) {
      return null;
    }
  }

  /** What a step gave; null when it has not ended well. */
  @Nullable Json output(StepKey step) {
    try {
      return value(workflow.node(step.node()), step.path());
    } catch (EvaluationException e) {
      return null;
    }
  }

  private @Nullable Json value(Node node, IndexPath path) {
    RunEvent event = journal.found(new StepKey(node.index(), path, 0)).orElse(null);
    return switch (event) {
      case RunEvent.Completed(var step, Json output) -> output;
      case RunEvent.TimerFired t when node.begins() == Beginning.Timer.class -> Json.NULL;
      case RunEvent.Skipped s -> Json.NULL;
      case RunEvent.Chosen(var step, int arm) ->
          ((Compound) node).output(path, arm, this::exported);
      case RunEvent.Expanded(var step, int count) ->
          ((Compound) node).output(path, count, this::exported);
      case null, default -> null;
    };
  }

  private @Nullable Json exported(int scope, IndexPath path) {
    return exported(workflow.scope(scope), path);
  }

  private @Nullable Json exported(Scope scope, IndexPath path) {
    Template output = scope.output();
    return output == null
        ? value(workflow.node(scope.node(scope.size() - 1)), path)
        : output.evaluate(bindings(scope, path));
  }

  private Bindings bindings(Scope scope, IndexPath path) {
    Bindings outer = outer(scope, path);
    return name -> {
      Integer local = scope.local(name);
      return local == null ? outer.get(name) : value(workflow.node(scope.node(local)), path);
    };
  }

  private Bindings outer(Scope scope, IndexPath path) {
    if (scope.owner() == Scope.NONE) {
      return around::get;
    }
    if (scope.undoes() != Scope.NONE) {
      return bindings(workflow.scope(scope.undoes()), path);
    }
    Compound owner = (Compound) workflow.node(scope.owner());
    int depth = workflow.scopeOf(owner).depth();
    Bindings bindings = bindings(workflow.scopeOf(owner), path.head(depth));
    Compound.History history = journal.history(new StepKey(owner.index(), path.head(depth), 0));
    return name -> {
      Json local = owner.local(name, bindings, path, depth, history);
      return local == null ? bindings.get(name) : local;
    };
  }
}
