package io.auterity.server.triggers;

import io.auterity.control.access.ApiKeys;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.server.runs.AuditedStarts;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.trigger.TriggerParts;
import java.time.Instant;
import java.util.UUID;

/**
 * Runs of this process as triggers begin them: each takes the right of whose it is, and stands in
 * the audit log as at the other doors.
 */
public record TriggeredRuns(
    Workflows workflows, WorkflowEngine engine, AuditedStarts starts, ApiKeys keys)
    implements TriggerParts.Runner {

  @Override
  public boolean open() {
    return engine.check().isEmpty();
  }

  @Override
  public void note(Transaction tx, RunRequest request, UUID id, Instant at) {
    engine.noted().note(tx, request, id, at);
  }

  @Override
  public void noteAgain(TenantScope scope, UUID run) {
    engine.noted().again(scope, run);
  }

  @Override
  public void giveUp(TenantScope scope, UUID run, RunPhase end, Failure why) {
    engine.noted().giveUp(scope, run, end, why);
  }

  @Override
  public boolean forget(TenantScope scope, UUID run) {
    return engine.noted().forget(scope, run);
  }

  @Override
  public UUID begin(RunRequest request, UUID id, Instant at) {
    try {
      return starts.start(
          request,
          "trigger/" + request.labels().get("trigger"),
          () -> engine.noted().begin(request, id, at));
    } catch (CallFailedException e) {
      throw told(request, e);
    }
  }

  // Who reads why nothing starts is helped by whose right has ended, and what to do.
  private CallFailedException told(RunRequest request, CallFailedException e) {
    return e.failure().code() != FailureCode.FORBIDDEN
        ? e
        : keys.ended(request.scope(), request.principal().id())
            .map(
                why ->
                    new CallFailedException(
                        FailureCode.FORBIDDEN,
                        "%s: %s; write the trigger anew, with a good key in as"
                            .formatted(e.failure().message(), why)))
            .orElse(e);
  }

  @Override
  public void require(TenantScope scope, String workflow) {
    workflows.get(scope, workflow);
  }

  @Override
  public void check(RunRequest request) {
    try {
      starts.check(request);
    } catch (CallFailedException e) {
      throw told(request, e);
    }
    engine.requireInput(request);
  }
}
