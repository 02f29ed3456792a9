package io.auterity.workflow.registry;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.spi.Json;
import java.util.List;

/** Workflows as declarative resources. */
public record WorkflowKind(Workflows workflows) implements ResourceKind {

  private static final int AFTER_ROUTES = 40;

  @Override
  public String name() {
    return "workflow";
  }

  @Override
  public int order() {
    return AFTER_ROUTES;
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
    return workflows.compiler().compile(id, spec, bound).problems();
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
