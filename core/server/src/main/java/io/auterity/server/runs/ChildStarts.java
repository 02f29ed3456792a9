package io.auterity.server.runs;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Verdict;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.engine.RunStarts;

/**
 * The runs that steps may start: they take the right of whose the run is, as at the other doors.
 */
record ChildStarts(GrantAuthorizer authorizer, AccessAudit audit) implements RunStarts {

  @Override
  public void require(RunRequest request) {
    Verdict verdict =
        authorizer.authorize(request.scope(), request.principal(), RunController.START);
    AuditedAct act =
        new AuditedAct(request.principal(), "", RunController.START.target(), "workflow");
    if (!verdict.permits()) {
      audit.violation(request.scope(), act, RunController.START.target(), verdict.rule());
      throw new CallFailedException(
          FailureCode.FORBIDDEN, "%s may not start runs".formatted(request.principal().name()));
    }
    audit.first(request.scope(), act, "begun");
  }
}
