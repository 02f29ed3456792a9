package io.auterity.server.triggers;

import io.auterity.control.access.AccessAudit;
import io.auterity.platform.call.Act;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.resource.SecretUse;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.relay.Relay;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.runs.AuditedStarts;
import io.auterity.server.runs.RunEnds;
import io.auterity.webhook.WebhookDeliveries;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.trigger.FormStarts;
import io.auterity.workflow.trigger.TriggerCounts;
import io.auterity.workflow.trigger.TriggerEvents;
import io.auterity.workflow.trigger.TriggerLoop;
import io.auterity.workflow.trigger.TriggerParts;
import io.auterity.workflow.trigger.TriggerRehearsal;
import io.auterity.workflow.trigger.Triggers;
import io.auterity.workflow.trigger.WebhookStarts;
import io.auterity.workflow.trigger.store.StartStore;
import io.auterity.workflow.trigger.store.TriggerStore;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Triggers: what starts runs by itself, and their routes. */
public final class TriggersPart implements ServerPart {

  public final Triggers triggers;

  private final TriggerRehearsal rehearsal;
  private final TriggerCounts counts = new TriggerCounts();
  private final TriggerLoop loop;
  private final WebhookDeliveries deliveries;
  private final AccessAudit audit;
  private final boolean carriesRuns;
  private final WebhookTokens tokens;
  private final SecretUse secrets;
  private final ServiceKeys keys;
  private final TriggerWebhookDoor door;
  private final TriggerFormController forms;
  private final RunEnds ends;
  private final CustomEventDoor events;
  private final TriggerWarnings warnings;

  public TriggersPart(
      Foundation base,
      PluginHost plugins,
      Relay relay,
      Workflows workflows,
      CustomEventDoor events,
      WorkflowEngine engine,
      RunEnds ends,
      WebhookDeliveries deliveries,
      TriggerWarnings warnings,
      Settings settings) {
    this.deliveries = deliveries;
    this.warnings = warnings;
    this.audit = base.access.audit();
    this.ends = ends;
    this.events = events;
    this.carriesRuns = settings.engine().enabled();
    this.tokens = new WebhookTokens(base.seal, base.random);
    this.secrets = base.access.authorizer()::authorizeUse;
    this.keys = new ServiceKeys(base.access.keys());
    TriggerParts parts =
        new TriggerParts(
            base.database,
            base.outbox,
            base.changeAudit,
            base.ids,
            base.time,
            base.catalogue,
            base.binder,
            relay,
            new TriggeredRuns(
                workflows,
                engine,
                new AuditedStarts(base.access.authorizer(), audit),
                base.access.keys()),
            counts,
            new EventTypes(plugins),
            events.events(),
            tokens,
            settings.triggers().startsPerHour());
    this.triggers = new Triggers(parts);
    this.rehearsal = new TriggerRehearsal(parts);
    this.loop = new TriggerLoop(parts);
    this.door =
        new TriggerWebhookDoor(
            new WebhookStarts(parts, loop::noted), base.keptSecrets, base.seal, base.time);
    this.forms = new TriggerFormController(new FormStarts(parts, loop::noted), base.ids);
    base.outbox.subscribe(new TriggerEvents(parts, loop::noted));
  }

  @Override
  public List<Act> acts() {
    return List.of(TriggerController.READ, TriggerController.WRITE, CustomEventDoor.RAISE);
  }

  @Override
  public List<EngineStatement> statements() {
    return EngineStatement.all(List.of(StartStore.STATEMENTS, TriggerStore.STATEMENTS));
  }

  @Override
  public void meters(MeterRegistry meters) {
    counts.measure(meters);
  }

  @Override
  public void serve() {
    if (carriesRuns) {
      loop.run();
    }
  }

  @Override
  public List<Object> nouns() {
    return List.of(events);
  }

  @Override
  public List<Object> controllers() {
    return List.of(
        new TriggerController(
            triggers, rehearsal, deliveries, tokens, warnings, secrets, keys, audit),
        new TriggerWebhookController(door, ends),
        forms);
  }

  @Override
  public void drain() {
    loop.close();
  }
}
