package io.auterity.server.workflows;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceHistory;
import io.auterity.platform.time.Time;
import io.auterity.server.definition.WorkflowView;
import io.auterity.server.runs.RunSummary;
import io.auterity.server.runs.Runs;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.query.WorkflowRuns;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.view.WorkflowOutline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Workflows in force. They are put there as resources.
 *
 * @param turns of all who read many rows
 */
@RestController
@RequestMapping("/api/v1/workflows")
public record WorkflowController(
    Workflows workflows, ResourceHistory history, Runs runs, Time time, UsageTurns turns) {

  public static final Act READ = new Act("workflow.read", Trace.NONE, false);

  private static final Duration SPAN = Duration.ofDays(30);
  private static final int NEWEST = 15;

  /** Workflows in the order of their ids. */
  public record WorkflowList(List<WorkflowSummary> items) {}

  /**
   * A workflow as a list shows it.
   *
   * @param steps how many it has, inner ones included
   * @param runs how those of the last 30 days went
   */
  public record WorkflowSummary(
      String id,
      int version,
      Instant appliedAt,
      int steps,
      @Nullable RunSummary lastRun,
      WorkflowRunsView runs) {}

  /**
   * How the runs of a workflow went in the last 30 days.
   *
   * @param p50Ms median of the time that those took which succeeded; null where none did
   * @param newest the newest 15 at most, the newest first
   */
  public record WorkflowRunsView(
      long total,
      long succeeded,
      long failed,
      @Nullable Double p50Ms,
      List<WorkflowRunPoint> newest) {

    private static final WorkflowRunsView NONE = new WorkflowRunsView(0, 0, 0, null, List.of());

    private static WorkflowRunsView of(WorkflowRuns runs) {
      Duration p50 = runs.p50();
      return new WorkflowRunsView(
          runs.total(),
          runs.succeeded(),
          runs.failed(),
          p50 == null ? null : WireTime.millis(p50),
          runs.newest().stream()
              .map(one -> new WorkflowRunPoint(Invocation.RUN_ID.write(one.run()), one.phase()))
              .toList());
    }
  }

  /** A run as a point of a line. */
  public record WorkflowRunPoint(String id, RunPhase state) {}

  /**
   * A workflow as its page shows it.
   *
   * @param yaml the resource as it can be applied, in the text in which it was
   */
  public record WorkflowDetail(@JsonUnwrapped WorkflowView workflow, String yaml) {}

  @Needs("workflow.read")
  @GetMapping
  WorkflowList list(Caller caller) {
    return turns.take(caller.scope(), () -> list(caller.scope()));
  }

  private WorkflowList list(TenantScope scope) {
    Map<String, DeployedWorkflow> deployed = workflows.all(scope);
    Map<String, WorkflowRuns> went = runs.views().byWorkflow(scope, time.now().minus(SPAN), NEWEST);
    Map<String, RunSummary> last = runs.last(scope, deployed.keySet(), went);
    return new WorkflowList(
        deployed.values().stream().map(workflow -> summary(workflow, last, went)).toList());
  }

  private static WorkflowSummary summary(
      DeployedWorkflow deployed, Map<String, RunSummary> last, Map<String, WorkflowRuns> went) {
    String id = deployed.workflow().id();
    return new WorkflowSummary(
        id,
        deployed.version(),
        deployed.appliedAt(),
        deployed.workflow().nodes().size(),
        last.get(id),
        Optional.ofNullable(went.get(id)).map(WorkflowRunsView::of).orElse(WorkflowRunsView.NONE));
  }

  @Needs("workflow.read")
  @GetMapping("/{id}")
  WorkflowDetail get(Caller caller, @PathVariable String id) {
    DeployedWorkflow deployed = workflows.get(caller.scope(), id);
    Resource inForce =
        new Resource("workflow", id, deployed.version(), deployed.spec(), deployed.appliedAt());
    return new WorkflowDetail(
        WorkflowView.of(WorkflowOutline.of(deployed.workflow()), deployed.version()),
        history.text(caller.scope(), inForce));
  }
}
