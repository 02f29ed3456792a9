package io.auterity.workflow.registry;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.RunEngine;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Validation of a workflow among the other resources of its tenant: its triggers, and the workflows
 * and events that its steps name; and whether the server has what is to carry its runs on. What it
 * is by itself is the compiler's matter.
 *
 * @param engines what may carry runs on besides the journal
 */
public record WorkflowRules(FileTriggers triggers, Set<String> engines) {

  public WorkflowRules {
    engines = Set.copyOf(engines);
  }

  /**
   * Finds all problems; their paths lead into the spec.
   *
   * @param workflow null where it cannot be compiled: its steps are not checked then
   * @param others with the workflow itself
   */
  public List<Problem> check(
      String id, Json.Obj spec, @Nullable Workflow workflow, ResourceSet others) {
    List<Problem> problems = new ArrayList<>(triggers.check(id, spec, others));
    if (workflow != null) {
      checkEngine(workflow.definition().engine(), problems);
      workflow
          .definition()
          .all()
          .forEach(
              step -> {
                checkAwaited(step, others, problems);
                checkStarted(step, id, others, problems);
              });
    }
    return problems;
  }

  /**
   * Whether more counts than the workflow itself: it does where it has triggers or names an engine,
   * or a step names another resource.
   */
  public boolean concernOthers(Json.Obj spec, @Nullable Workflow workflow) {
    return triggers.standIn(spec)
        || (workflow != null
            && (workflow.definition().engine() != null
                || workflow
                    .definition()
                    .all()
                    .anyMatch(
                        step -> step.startedWorkflow() != null || step.awaitedEvent() != null)));
  }

  private void checkEngine(@Nullable RunEngine engine, List<Problem> problems) {
    if (engine != null && engine != RunEngine.JOURNAL && !engines.contains(engine.wire())) {
      problems.add(
          new Problem(
              "engine",
              "this server has no '%s' to carry runs on".formatted(engine.wire()),
              "set engine.%s of the server, or leave engine out".formatted(engine.wire())));
    }
  }

  private static void checkStarted(
      Step step, String id, ResourceSet others, List<Problem> problems) {
    String started = step.startedWorkflow();
    if (started != null
        && !started.equals(id)
        && others.get(WorkflowKind.NAME, started).isEmpty()) {
      List<String> ids = others.list(WorkflowKind.NAME).stream().map(Resource::id).toList();
      problems.add(
          new Problem(
              step.head().path() + ".run",
              "there is no workflow '%s'".formatted(started),
              Nearest.fix(started, ids)));
    }
  }

  private void checkAwaited(Step step, ResourceSet others, List<Problem> problems) {
    String type = step.awaitedEvent();
    if (type != null) {
      try {
        triggers.requireHappens(type, others);
      } catch (CallFailedException e) {
        String rule = e.failure().fields().getOrDefault("type", e.failure().message());
        problems.add(
            new Problem(step.head().path() + ".await.event", rule, "await one that happens"));
      }
    }
  }
}
