package io.auterity.server.workflows;

import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.server.part.ServerPart;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.registry.WorkflowKind;
import io.auterity.workflow.registry.Workflows;
import java.util.List;

/** Workflows in force, and their kind of resource. */
public final class WorkflowsPart implements ServerPart {

  public final Workflows workflows;

  public WorkflowsPart(Catalogue catalogue) {
    this.workflows = new Workflows(Signatures.of(catalogue));
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.of(new WorkflowKind(workflows));
  }
}
