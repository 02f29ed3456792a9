package io.auterity.server.triggers;

import io.auterity.platform.call.TenantScope;
import io.auterity.server.runs.AuditedStarts;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.trigger.TriggerParts;
import java.util.UUID;

/**
 * Runs of this process as triggers begin them: each takes the right of whose it is, and stands in
 * the audit log as at the other doors.
 */
public record TriggeredRuns(Workflows workflows, WorkflowEngine engine, AuditedStarts starts)
    implements TriggerParts.Runner {

  @Override
  public boolean open() {
    return engine.check().isEmpty();
  }

  @Override
  public UUID submit(RunRequest request, UUID id) {
    return starts.start(
        request, "trigger/" + request.labels().get("trigger"), () -> engine.submit(request, id));
  }

  @Override
  public void require(TenantScope scope, String workflow) {
    workflows.get(scope, workflow);
  }

  @Override
  public void check(RunRequest request) {
    starts.check(request);
    var _ = engine.unfinished(request);
  }
}
