package io.auterity.workflow.template;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.resource.CheckBound;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.editor.WorkflowCheck;
import io.auterity.workflow.editor.WorkflowDraft;
import io.auterity.workflow.editor.WorkflowDrafts;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.template.store.TemplateUseStore;
import io.auterity.workflow.testcase.WorkflowCase;
import io.auterity.workflow.testcase.WorkflowCases;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Drafts of workflows that are made of templates with their cases, and their counts. */
public record TemplateDrafts(
    Database database, WorkflowTemplates templates, Workflows workflows, WorkflowDrafts drafts) {

  private static final Duration LONGEST_CHECK = Duration.ofSeconds(5);

  /** How many drafts were made of each template; those of which none was made are absent. */
  public Map<String, Long> uses(TenantScope scope) {
    return database.inTenant(scope, TemplateUseStore::all);
  }

  /**
   * Makes a draft of a template with the cases that hold for its values of the parameters, and
   * counts it. A case of the workflow that was there before stays.
   *
   * @param by name of the principal
   * @param workflow id of the workflow, of which there is none yet
   * @param parameters their values; the others have their defaults
   * @throws CallFailedException {@code not_found}, {@code invalid} when a value is missing or does
   *     not fit, {@code conflict} when there is such a workflow or draft, {@code too_large} when
   *     there are too many drafts or cases
   */
  public WorkflowDraft begin(
      TenantScope scope, String by, String template, String workflow, Json.Obj parameters) {
    KnownTemplate known = templates.get(scope, template);
    if (workflows.all(scope).containsKey(workflow)) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "there is a workflow '%s' already: choose another id".formatted(workflow));
    }
    String text = known.workflow(workflow, parameters);
    List<WorkflowCase> cases = cases(known, workflow, by, text, parameters);
    return drafts.begin(
        scope,
        by,
        workflow,
        text,
        tx -> {
          TemplateUseStore.count(tx, template);
          cases.forEach(one -> WorkflowCases.add(tx, one));
        });
  }

  private List<WorkflowCase> cases(
      KnownTemplate known, String id, String by, String text, Json.Obj parameters) {
    CheckBound bound =
        CheckBound.within(drafts.time(), LONGEST_CHECK, ": shorten the template's workflow");
    Workflow compiled = WorkflowCheck.of(workflows.compiler(), text, null, bound).workflow();
    return new TemplateCases(known.template(), id, by, drafts.time().now())
        .of(parameters, compiled, bound);
  }
}
