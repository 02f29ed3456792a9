package io.auterity.workflow.template;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.resource.SpecKind;
import io.auterity.spi.Json;
import io.auterity.workflow.step.WorkflowCompiler;
import io.auterity.workflow.template.store.TemplateUseStore;
import java.util.List;

/** Templates of workflows as declarative resources. */
public final class WorkflowTemplateKind extends SpecKind<WorkflowTemplate> {

  private static final int AFTER_WORKFLOWS = 50;

  private final WorkflowTemplates templates;
  private final WorkflowCompiler compiler;

  public WorkflowTemplateKind(WorkflowTemplates templates, WorkflowCompiler compiler) {
    super("template", AFTER_WORKFLOWS, WorkflowTemplate.class);
    this.templates = templates;
    this.compiler = compiler;
  }

  @Override
  public boolean keepsText() {
    return true;
  }

  @Override
  protected List<Problem> check(
      TenantScope scope, String id, WorkflowTemplate spec, ResourceSet others) {
    return TemplateCheck.problems(spec, compiler, CheckBound.NONE);
  }

  @Override
  public List<Problem> check(
      TenantScope scope, String id, Json.Obj spec, ResourceSet others, CheckBound bound) {
    return TemplateCheck.problems(read(spec), compiler, bound);
  }

  @Override
  public void dropping(Transaction tx, TenantScope scope, AuditedAct act, Resource ended) {
    TemplateUseStore.end(tx, ended.id());
  }

  @Override
  protected void applied(TenantScope scope, Resource resource, WorkflowTemplate spec) {
    templates.put(scope, resource, spec);
  }

  @Override
  public void removed(TenantScope scope, String id) {
    templates.remove(scope, id);
  }
}
