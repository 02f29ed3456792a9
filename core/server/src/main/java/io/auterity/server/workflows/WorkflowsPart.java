package io.auterity.server.workflows;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.triggers.EventTypes;
import io.auterity.server.triggers.ProviderEventSources;
import io.auterity.server.triggers.ServiceKeys;
import io.auterity.server.triggers.TriggerController;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.event.CustomEventKind;
import io.auterity.workflow.event.CustomEvents;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.registry.WorkflowKind;
import io.auterity.workflow.registry.WorkflowRules;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.template.WorkflowTemplateKind;
import io.auterity.workflow.template.WorkflowTemplates;
import io.auterity.workflow.trigger.StoredFileTriggers;
import io.auterity.workflow.trigger.TriggerRules;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import java.util.List;
import java.util.Set;

/** Workflows in force, with the triggers in their files, and templates of workflows. */
public final class WorkflowsPart implements ServerPart {

  public final Workflows workflows;
  public final WorkflowTemplates templates = new WorkflowTemplates();
  public final CustomEvents events = new CustomEvents();
  public final ProviderEventSources sources;

  private final Foundation base;
  private final StoredFileTriggers triggers;
  private final Set<String> engines;

  /**
   * The part.
   *
   * @param engines what may carry runs on besides the journal
   */
  public WorkflowsPart(Foundation base, PluginHost plugins, Set<String> engines) {
    this.base = base;
    this.engines = Set.copyOf(engines);
    this.workflows = new Workflows(Signatures.of(base.catalogue));
    this.sources = new ProviderEventSources(plugins);
    this.triggers =
        new StoredFileTriggers(
            new TriggerRules(
                base.catalogue,
                base.time,
                new EventTypes(plugins),
                new WebhookTokens(base.seal, base.random)),
            base.changeAudit,
            base.ids,
            this::permitTriggers,
            new ServiceKeys(base.access.keys()),
            sources);
  }

  // What stands in a file takes the same right as at the other door.
  private void permitTriggers(TenantScope scope, Principal who) {
    if (!who.equals(Principal.PLATFORM)
        && !base.access.authorizer().authorize(scope, who, TriggerController.WRITE).permits()) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "%s may not make triggers, which takes %s; leave out triggers, or ask for the right"
              .formatted(who.name(), TriggerController.WRITE.target()));
    }
  }

  /** Validates workflows among the other resources of their tenant. */
  public WorkflowRules rules() {
    return new WorkflowRules(triggers, engines);
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.of(
        new CustomEventKind(events),
        new WorkflowKind(workflows, rules()),
        new WorkflowTemplateKind(templates, workflows.compiler()));
  }
}
