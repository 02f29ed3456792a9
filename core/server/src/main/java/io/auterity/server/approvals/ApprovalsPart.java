package io.auterity.server.approvals;

import io.auterity.platform.call.Act;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.workflow.engine.WorkflowEngine;
import java.util.List;

/** Approvals that runs ask people for. */
public record ApprovalsPart(Foundation base, WorkflowEngine engine) implements ServerPart {

  @Override
  public List<Act> acts() {
    return List.of(RunApprovals.READ, RunApprovals.DECIDE);
  }

  @Override
  public List<Object> nouns() {
    return List.of(new RunApprovals(base.database, engine, base.access.users(), base.time));
  }
}
