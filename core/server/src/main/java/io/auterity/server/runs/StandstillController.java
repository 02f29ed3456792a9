package io.auterity.server.runs;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Invocation;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.workflow.engine.WorkflowEngine;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stalled runs: ended, repaired, or taken past the step that stalls. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
public record StandstillController(WorkflowEngine engine, Runs runs) {

  /** The act of repairing, skipping or ending a stalled run. */
  public static final Act REPAIR = new Act("run.repair", Trace.AROUND, false);

  @Needs("run.repair")
  @PostMapping("/end")
  RunSummary end(Caller caller, @PathVariable String id, @RequestBody RunEnd body) {
    UUID run = Invocation.RUN_ID.read(id);
    String by = caller.principal().name();
    engine.stalledActions().end(caller.scope(), run, by, body.reason(), body.cancelled());
    return runs.summary(caller.scope(), run);
  }

  @Needs("run.repair")
  @PostMapping("/repair")
  RunSummary repair(Caller caller, @PathVariable String id, @RequestBody RunRepairWish body) {
    UUID run = Invocation.RUN_ID.read(id);
    engine.stalledActions().repair(caller.scope(), run, caller.principal().name(), body.reason());
    return runs.summary(caller.scope(), run);
  }

  @Needs("run.repair")
  @PostMapping("/skip")
  RunSummary skip(Caller caller, @PathVariable String id, @RequestBody RunRepairWish body) {
    UUID run = Invocation.RUN_ID.read(id);
    engine.stalledActions().skip(caller.scope(), run, caller.principal().name(), body.reason());
    return runs.summary(caller.scope(), run);
  }

  /**
   * The wish to let a stalled run go on.
   *
   * @param reason why, in the words of the caller; kept in the run's journal
   */
  public record RunRepairWish(String reason) {}
}
