package io.auterity.server.workflows;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.auterity.control.access.Action;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.yaml.YamlWriter;
import io.auterity.server.definition.WorkflowView;
import io.auterity.server.runs.RunSummary;
import io.auterity.server.runs.Runs;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.Json;
import io.auterity.workflow.registry.DeployedWorkflow;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.view.WorkflowOutline;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Workflows in force. They are put there as resources. */
@RestController
@RequestMapping("/api/v1/workflows")
public final class WorkflowController {

  private final Workflows workflows;
  private final Runs runs;

  public WorkflowController(Workflows workflows, Runs runs) {
    this.workflows = workflows;
    this.runs = runs;
  }

  /** Workflows in the order of their ids. */
  public record WorkflowList(List<WorkflowSummary> items) {}

  /**
   * A workflow as a list shows it.
   *
   * @param steps how many it has, inner ones included
   */
  public record WorkflowSummary(
      String id, int version, Instant appliedAt, int steps, @Nullable RunSummary lastRun) {}

  /**
   * A workflow as its page shows it.
   *
   * @param yaml the resource as it can be applied
   */
  public record WorkflowDetail(@JsonUnwrapped WorkflowView workflow, String yaml) {}

  @Needs(Action.WORKFLOW_READ)
  @GetMapping
  WorkflowList list(Caller caller) {
    return new WorkflowList(
        workflows.all(caller.scope()).values().stream()
            .map(workflow -> summary(caller.scope(), workflow))
            .toList());
  }

  private WorkflowSummary summary(TenantScope scope, DeployedWorkflow deployed) {
    String id = deployed.workflow().id();
    return new WorkflowSummary(
        id,
        deployed.version(),
        deployed.appliedAt(),
        deployed.workflow().nodes().size(),
        runs.latest(scope, id, 1).stream().findFirst().orElse(null));
  }

  @Needs(Action.WORKFLOW_READ)
  @GetMapping("/{id}")
  WorkflowDetail get(Caller caller, @PathVariable String id) {
    DeployedWorkflow deployed = workflows.get(caller.scope(), id);
    Json.Obj resource =
        Json.EMPTY
            .with("kind", Json.of("workflow"))
            .with("id", Json.of(id))
            .with("spec", deployed.spec());
    return new WorkflowDetail(
        WorkflowView.of(WorkflowOutline.of(deployed.workflow()), deployed.version()),
        YamlWriter.write(resource));
  }
}
