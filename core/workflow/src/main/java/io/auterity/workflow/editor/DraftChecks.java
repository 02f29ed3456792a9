package io.auterity.workflow.editor;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.time.Time;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.registry.WorkflowKind;
import io.auterity.workflow.registry.WorkflowRules;
import io.auterity.workflow.step.WorkflowCompiler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks of texts of a tenant's workflows while they are written or tested: what they find is what
 * refuses their application.
 */
public record DraftChecks(
    WorkflowCompiler compiler, WorkflowRules rules, ResourceService resources, Time time) {

  /**
   * Checks the text of one workflow.
   *
   * @param id that it must have; null for any
   * @param at path of the step whose names are wanted, e.g. {@code spec.steps[0]}
   */
  public WorkflowCheck check(
      TenantScope scope, String text, @Nullable String id, @Nullable String at, CheckBound bound) {
    return WorkflowCheck.of(
        compiler,
        text,
        id,
        at,
        bound,
        (own, spec, workflow) ->
            rules.check(own, spec, workflow, among(scope, own, spec, workflow)));
  }

  /** The tenant's resources as they would be, as far as they count. */
  private ResourceSet among(
      TenantScope scope, String id, Json.Obj spec, @Nullable Workflow workflow) {
    List<Resource> others = rules.concernOthers(spec, workflow) ? resources.list(scope) : List.of();
    return new ResourceSet(others)
        .with(List.of(new Resource(WorkflowKind.NAME, id, 0, spec, time.now())));
  }
}
