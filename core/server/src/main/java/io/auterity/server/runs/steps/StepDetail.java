package io.auterity.server.runs.steps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.auterity.server.decisions.DecisionSummary;
import io.auterity.server.runs.values.CappedValues;
import io.auterity.spi.Json;
import io.auterity.workflow.view.StepExecutionDetail;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a step with what went in and came out.
 *
 * @param input null when it cannot be told; {@code {"truncated": true, "size": bytes, "at": path}}
 *     when large, as the output
 * @param decisions of its calls, oldest first
 */
public record StepDetail(
    @JsonUnwrapped StepInstance instance,
    Json input,
    @Nullable Json output,
    List<DecisionSummary> decisions) {

  static StepDetail of(UUID run, StepExecutionDetail step, List<DecisionSummary> decisions) {
    CappedValues values = CappedValues.of(run, step.instance());
    return new StepDetail(
        StepInstance.of(step.instance()),
        values.input(step.input()),
        values.output(step.output()),
        decisions);
  }
}
