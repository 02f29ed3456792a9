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
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.step.WorkflowCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Workflows, with the triggers in their files, as declarative resources. */
public record WorkflowKind(Workflows workflows, FileTriggers triggers) implements ResourceKind {

  private static final int AFTER_ROUTES = 40;

  @Override
  public String name() {
    return "workflow";
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
    problems.addAll(triggers.check(id, spec, others));
    compiled
        .workflow()
        .ifPresent(
            workflow ->
                workflow.definition().all().forEach(step -> check(step, id, others, problems)));
    return problems;
  }

  private void checkStarted(Step step, String id, ResourceSet others, List<Problem> problems) {
    String started = step.startedWorkflow();
    if (started != null && !started.equals(id) && others.get(name(), started).isEmpty()) {
      List<String> ids = others.list(name()).stream().map(Resource::id).toList();
      problems.add(
          new Problem(
              step.head().path() + ".run",
              "there is no workflow '%s'".formatted(started),
              Nearest.fix(started, ids)));
    }
  }

  private void check(Step step, String id, ResourceSet others, List<Problem> problems) {
    checkAwaited(step, others, problems);
    checkStarted(step, id, others, problems);
  }

  private void checkAwaited(Step step, ResourceSet others, List<Problem> problems) {
    String type = step.awaitedEvent();
    if (type != null) {
      try {
        triggers.requireHappens(type, others);
      } catch (CallFailedException e) {
        String rule = e.failure().fields().getOrDefault("type", e.failure().message());
        problems.add(
            new Problem(step.head().path() + ".await.event", rule, "await one that happens"));
      }
    }
  }

  @Override
  public Set<String> secrets(Json.Obj spec) {
    return triggers.secrets(spec);
  }

  @Override
  public void permit(TenantScope scope, Principal who, Json.Obj spec) {
    triggers.permit(scope, who, spec);
  }

  @Override
  public List<String> notes(
      TenantScope scope, Resource wanted, @Nullable Resource before, ResourceSet all) {
    return triggers.notes(scope, wanted, all);
  }

  @Override
  public void storing(Transaction tx, TenantScope scope, AuditedAct act, Resource resource) {
    triggers.storing(tx, scope, act, resource);
  }

  @Override
  public void dropping(Transaction tx, TenantScope scope, AuditedAct act, Resource ended) {
    triggers.dropping(tx, act, ended.id());
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
