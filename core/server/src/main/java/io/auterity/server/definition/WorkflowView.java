package io.auterity.server.definition;

import io.auterity.spi.Json;
import io.auterity.workflow.view.WorkflowOutline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow in one version.
 *
 * @param input JSON Schema
 * @param output in one line
 */
public record WorkflowView(
    String id, int version, Json.Obj input, List<StepView> steps, @Nullable String output) {

  public static WorkflowView of(WorkflowOutline outline, int version) {
    return new WorkflowView(
        outline.id(), version, outline.input(), StepView.of(outline.steps()), outline.output());
  }
}
