package io.auterity.workflow.view;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run: what came from outside, and its end.
 *
 * @param names fields of {@code run} as its expressions saw them
 * @param fromOutside ends of steps that call, start a run or await a message; of those done again
 *     the last
 * @param output null for none, and until the run is over
 * @param failedStep key of the step that failed
 */
public record RunOutcome(
    Workflow workflow,
    RunPhase phase,
    Json.Obj input,
    Json.Obj names,
    List<RunEvent.OfStep> fromOutside,
    @Nullable Json output,
    @Nullable Failure failure,
    @Nullable String failedStep) {

  private static final Set<Class<? extends Beginning>> FROM_OUTSIDE =
      Set.of(Beginning.Dispatch.class, Beginning.Child.class, Beginning.Question.class);

  public RunOutcome {
    fromOutside = List.copyOf(fromOutside);
  }

  /** Numbers of the steps to which something comes from outside. */
  static List<Integer> outside(Workflow workflow) {
    return workflow.nodes().stream()
        .filter(node -> FROM_OUTSIDE.contains(node.begins()))
        .map(Node::index)
        .toList();
  }

  static RunOutcome of(StoredRun run, Workflow workflow, List<EventRow> results) {
    Json.Obj failure = RunOverviews.object(run.head().failure());
    StoredJson output = run.head().output();
    return new RunOutcome(
        workflow,
        run.head().phase(),
        (Json.Obj) run.birth().input().json(),
        (Json.Obj) Objects.requireNonNull(run.birth().around().get("run")),
        results.stream().map(row -> (RunEvent.OfStep) EventCodec.read(row).event()).toList(),
        output == null ? null : output.json(),
        failure == null ? null : FailureJson.read(failure),
        failure == null ? null : failure.text("step"));
  }
}
