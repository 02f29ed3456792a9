package io.auterity.server.runs;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.auterity.server.definition.WorkflowView;
import io.auterity.server.runs.evidence.Evidence;
import io.auterity.server.runs.evidence.RunProvider;
import io.auterity.server.runs.values.CappedValues;
import io.auterity.spi.Json;
import io.auterity.workflow.view.RunDetail;
import io.auterity.workflow.view.RunDetail.CallCount;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run with all that its page shows.
 *
 * @param input {@code {"truncated": true, "size": bytes, "at": path}} when it is large, as the
 *     output
 * @param failedItems items that failed; steps, where there is no list
 * @param calls by capability
 * @param seq number of the last change in it; the live stream goes on from there
 */
public record Run(
    @JsonUnwrapped RunSummary summary,
    WorkflowView definition,
    Json input,
    @Nullable Json output,
    List<NodeProgress> steps,
    int failedItems,
    Map<String, CallCount> calls,
    List<RunProvider> providers,
    long seq) {

  static Run of(RunDetail run, Evidence evidence) {
    NumberedSteps nodes = new NumberedSteps(run.definition());
    CappedValues values = CappedValues.of(run.summary().id());
    return new Run(
        RunSummary.of(run.summary(), evidence),
        WorkflowView.of(run.definition(), run.summary().version()),
        values.input(run.input()),
        values.output(run.output()),
        nodes.progress(run.nodes()),
        nodes.failedItems(run.nodes()),
        run.calls(),
        evidence.providers(),
        run.seq());
  }
}
