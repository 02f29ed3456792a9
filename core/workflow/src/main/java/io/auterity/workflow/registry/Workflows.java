package io.auterity.workflow.registry;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.step.WorkflowCompiler;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workflows in force, compiled, by tenant and id. */
public final class Workflows {

  private static final Logger LOG = LoggerFactory.getLogger(Workflows.class);

  private final Map<UUID, SortedMap<String, DeployedWorkflow>> byTenant = new ConcurrentHashMap<>();
  private final WorkflowCompiler unchecked = WorkflowCompiler.ofAccepted();
  private final WorkflowCompiler checked;

  public Workflows(Signatures signatures) {
    this.checked = new WorkflowCompiler(signatures);
  }

  /** Compiles what is to be in force. */
  public WorkflowCompiler compiler() {
    return checked;
  }

  /**
   * The workflow in force.
   *
   * @throws CallFailedException {@code not_found}, naming the nearest
   */
  public DeployedWorkflow get(TenantScope scope, String id) {
    SortedMap<String, DeployedWorkflow> known = all(scope);
    DeployedWorkflow found = known.get(id);
    if (found == null) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "there is no workflow '%s'; %s".formatted(id, Nearest.fix(id, known.keySet())));
    }
    return found;
  }

  /** All workflows of a tenant in the order of their ids. */
  public SortedMap<String, DeployedWorkflow> all(TenantScope scope) {
    return byTenant.getOrDefault(scope.tenant(), new ConcurrentSkipListMap<>());
  }

  // What was accepted once stays in force, even if a capability has changed since.
  void put(TenantScope scope, Resource resource) {
    checked
        .compile(resource.id(), resource.spec())
        .workflow()
        .or(() -> unchecked.compile(resource.id(), resource.spec()).workflow())
        .ifPresentOrElse(
            workflow -> put(scope, resource, workflow),
            () -> LOG.error("The stored workflow '{}' cannot be read.", resource.id()));
  }

  private void put(TenantScope scope, Resource resource, Workflow workflow) {
    JsonSchema input;
    try {
      input = JsonSchema.of(workflow.inputSchema());
    } catch (IllegalArgumentException e) {
      LOG.error("The input of the stored workflow '{}' cannot be checked.", resource.id(), e);
      return;
    }
    byTenant
        .computeIfAbsent(scope.tenant(), tenant -> new ConcurrentSkipListMap<>())
        .put(
            resource.id(),
            new DeployedWorkflow(
                resource.version(),
                resource.appliedAt(),
                resource.spec(),
                Digest.of(resource.spec()),
                workflow,
                input));
  }

  void remove(TenantScope scope, String id) {
    all(scope).remove(id);
  }
}
