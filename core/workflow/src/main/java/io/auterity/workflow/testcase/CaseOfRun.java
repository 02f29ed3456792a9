package io.auterity.workflow.testcase;

import io.auterity.platform.json.Excerpt;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.testcase.WorkflowCase.CaseContent;
import io.auterity.workflow.testcase.WorkflowCase.ExpectedEnd;
import io.auterity.workflow.testcase.WorkflowCase.ExpectedFailure;
import io.auterity.workflow.testcase.WorkflowCase.PinnedFailure;
import io.auterity.workflow.testcase.WorkflowCase.StepPin;
import io.auterity.workflow.view.RunOutcome;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a test case of a run that is over. */
final class CaseOfRun {

  private static final int LONGEST_MESSAGE = 1_000;

  /** Fields of {@code run} that a test has in place of the samples. */
  private static final Set<String> KEPT =
      Set.of("id", "time", "labels", "by", "starter", "trigger", "version", "workflow");

  static CaseContent of(String workflow, RunOutcome run) {
    String why = refused(workflow, run);
    if (why != null) {
      throw new CallFailedException(FailureCode.CONFLICT, why);
    }
    return new CaseContent(run.input(), names(run), pins(run), end(run));
  }

  private static @Nullable String refused(String workflow, RunOutcome run) {
    if (!run.workflow().definition().id().equals(workflow)) {
      return "the run is one of '%s', not of '%s'"
          .formatted(run.workflow().definition().id(), workflow);
    }
    return switch (run.phase()) {
      case SUCCEEDED, FAILED -> null;
      case CANCELLED -> "the run was cancelled, which no case expects; take another run";
      default -> "the run is not over; wait for its end";
    };
  }

  private static Json.Obj names(RunOutcome run) {
    Map<String, Json> kept = new TreeMap<>();
    run.names()
        .fields()
        .forEach(
            (name, value) -> {
              if (KEPT.contains(name)) {
                kept.put(name, value);
              }
            });
    return new Json.Obj(kept);
  }

  private static ExpectedEnd end(RunOutcome run) {
    Failure failure = run.failure();
    return failure == null
        ? new ExpectedEnd(run.output(), null)
        : new ExpectedEnd(null, new ExpectedFailure(failure.code(), run.failedStep()));
  }

  /** By the ids of steps all of whose executions came to the same, else by their keys. */
  private static Map<String, StepPin> pins(RunOutcome run) {
    Map<Integer, Map<String, StepPin>> byNode = new LinkedHashMap<>();
    for (RunEvent.OfStep event : run.fromOutside()) {
      StepKey step = event.step();
      byNode
          .computeIfAbsent(step.node(), node -> new LinkedHashMap<>())
          .put(step.text(run.workflow()), pin(event));
    }
    Map<String, StepPin> pins = new TreeMap<>();
    byNode.forEach((node, own) -> add(pins, run.workflow(), node, own));
    return pins;
  }

  private static void add(
      Map<String, StepPin> pins, Workflow workflow, int node, Map<String, StepPin> own) {
    Set<StepPin> different = new HashSet<>(own.values());
    if (different.size() == 1) {
      pins.put(workflow.node(node).id(), different.iterator().next());
    } else {
      pins.putAll(own);
    }
  }

  private static StepPin pin(RunEvent.OfStep event) {
    return switch (event) {
      case RunEvent.Failed(StepKey step, Failure failure) ->
          new StepPin(
              null,
              new PinnedFailure(
                  failure.code(), Excerpt.of(failure.message(), LONGEST_MESSAGE - 1)));
      case RunEvent.Completed(StepKey step, Json output) -> new StepPin(output, null);
      default -> throw new IllegalArgumentException("no end of a step: " + event);
    };
  }

  private CaseOfRun() {}
}
