package io.auterity.server.triggers;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.server.runs.RunController;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.InvalidInputException;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.trigger.TriggerParts;
import java.util.UUID;

/**
 * Runs of this process as triggers begin them: each takes the right of whose it is, and stands in
 * the audit log as at the other doors.
 */
public record TriggeredRuns(
    Workflows workflows, WorkflowEngine engine, GrantAuthorizer authorizer, AccessAudit audit)
    implements TriggerParts.Runner {

  private static final String UNREADABLE = "runtime_error";

  @Override
  public boolean open() {
    return engine.check().isEmpty();
  }

  @Override
  public UUID submit(RunRequest request, UUID id) {
    AuditedAct act =
        new AuditedAct(
            request.principal(),
            "",
            RunController.START.target(),
            "trigger/" + request.labels().get("trigger"));
    Verdict verdict = verdict(request);
    if (!verdict.permits()) {
      audit.violation(request.scope(), act, RunController.START.target(), verdict.rule());
      throw refused(request);
    }
    audit.first(request.scope(), act, "begun");
    return submit(request, id, act);
  }

  private UUID submit(RunRequest request, UUID id, AuditedAct act) {
    try {
      UUID run = engine.submit(request, id);
      audit.ended(request.scope(), act, "done");
      return run;
    } catch (InvalidInputException e) {
      audit.ended(request.scope(), act, "refused with " + FailureCode.INVALID.wire());
      throw e;
    } catch (CallFailedException e) {
      audit.ended(request.scope(), act, "refused with " + e.failure().code().wire());
      throw e;
    }
  }

  @Override
  public void require(TenantScope scope, String workflow) {
    workflows.get(scope, workflow);
  }

  @Override
  public void check(RunRequest request) {
    if (!verdict(request).permits()) {
      throw refused(request);
    }
    var _ = engine.unfinished(request);
  }

  private Verdict verdict(RunRequest request) {
    Verdict verdict =
        authorizer.authorize(request.scope(), request.principal(), RunController.START);
    if (!verdict.permits() && verdict.rule().startsWith(UNREADABLE)) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, verdict.reason());
    }
    return verdict;
  }

  private static CallFailedException refused(RunRequest request) {
    return new CallFailedException(
        FailureCode.FORBIDDEN, "%s may not start runs".formatted(request.principal().name()));
  }
}
