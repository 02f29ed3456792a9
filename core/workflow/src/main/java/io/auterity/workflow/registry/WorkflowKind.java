package io.auterity.workflow.registry;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.spi.Json;
import io.auterity.workflow.step.WorkflowCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Workflows, with the triggers in their files, as declarative resources. */
public record WorkflowKind(Workflows workflows, WorkflowRules rules) implements ResourceKind {

  public static final String NAME = "workflow";

  private static final int AFTER_ROUTES = 40;

  /** The kind where the journal carries all runs on. */
  public WorkflowKind(Workflows workflows, FileTriggers triggers) {
    this(workflows, new WorkflowRules(triggers, Set.of()));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int order() {
    return AFTER_ROUTES;
  }

  @Override
  public boolean keepsText() {
    return true;
  }

  /** Any object: the reader says better than a schema can what is wrong with a step. */
  @Override
  public Json.Obj schema() {
    return Json.EMPTY.with("type", Json.of("object"));
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    return check(scope, id, spec, others, CheckBound.NONE);
  }

  @Override
  public List<Problem> check(
      TenantScope scope, String id, Json.Obj spec, ResourceSet others, CheckBound bound) {
    WorkflowCompiler.Compiled compiled = workflows.compiler().compile(id, spec, bound);
    List<Problem> problems = new ArrayList<>(compiled.problems());
    problems.addAll(rules.check(id, spec, compiled.workflow().orElse(null), others));
    return problems;
  }

  @Override
  public Set<String> secrets(Json.Obj spec) {
    return rules.triggers().secrets(spec);
  }

  @Override
  public void permit(TenantScope scope, Principal who, Json.Obj spec) {
    rules.triggers().permit(scope, who, spec);
  }

  @Override
  public List<String> notes(
      TenantScope scope, Resource wanted, @Nullable Resource before, ResourceSet all) {
    return rules.triggers().notes(scope, wanted, all);
  }

  @Override
  public void storing(Transaction tx, TenantScope scope, AuditedAct act, Resource resource) {
    rules.triggers().storing(tx, scope, act, resource);
  }

  @Override
  public void dropping(Transaction tx, TenantScope scope, AuditedAct act, Resource ended) {
    rules.triggers().dropping(tx, act, ended.id());
  }

  @Override
  public void applied(TenantScope scope, Resource resource) {
    workflows.put(scope, resource);
  }

  @Override
  public void removed(TenantScope scope, String id) {
    workflows.remove(scope, id);
  }
}
