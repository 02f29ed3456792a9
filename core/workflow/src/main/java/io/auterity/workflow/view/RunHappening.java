package io.auterity.workflow.view;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventKind;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.store.StepStore.Happened;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event in the history of a run, which has happened for good.
 *
 * @param number counts the events of the run from 1
 * @param step e.g. {@code triage[17].classify}; null for what concerns the whole run
 * @param round 0, and one more for each re-run of the step
 * @param started when the step began that this ends
 */
public record RunHappening(
    int number,
    Instant at,
    @Nullable String step,
    int round,
    EventKind kind,
    @Nullable Instant started,
    @Nullable Failure failure) {
  static RunHappening of(Happened row, Workflow workflow) {
    var step = row.step();
    Json.Obj failure = row.failure();
    return new RunHappening(
        row.seq(),
        row.at(),
        step == null ? null : step.text(workflow),
        step == null ? 0 : step.round(),
        EventKind.of(row.kind()),
        row.started(),
        failure == null ? null : FailureJson.read(failure));
  }
}
