package io.auterity.workflow.template;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.editor.WorkflowDraft;
import io.auterity.workflow.editor.WorkflowDrafts;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.template.store.TemplateUseStore;
import java.util.Map;

/** Drafts of workflows that are made of templates, and their counts. */
public record TemplateDrafts(
    Database database, WorkflowTemplates templates, Workflows workflows, WorkflowDrafts drafts) {

  /** How many drafts were made of each template; those of which none was made are absent. */
  public Map<String, Long> uses(TenantScope scope) {
    return database.inTenant(scope, TemplateUseStore::all);
  }

  /**
   * Makes a draft of a template, and counts it.
   *
   * @param by name of the principal
   * @param workflow id of the workflow, of which there is none yet
   * @param parameters their values; the others have their defaults
   * @throws CallFailedException {@code not_found}, {@code invalid} when a value is missing or does
   *     not fit, {@code conflict} when there is such a workflow or draft
   */
  public WorkflowDraft begin(
      TenantScope scope, String by, String template, String workflow, Json.Obj parameters) {
    KnownTemplate known = templates.get(scope, template);
    if (workflows.all(scope).containsKey(workflow)) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "there is a workflow '%s' already: choose another id".formatted(workflow));
    }
    return drafts.begin(
        scope,
        by,
        workflow,
        known.workflow(workflow, parameters),
        tx -> TemplateUseStore.count(tx, template));
  }
}
