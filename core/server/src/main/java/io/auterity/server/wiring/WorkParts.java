package io.auterity.server.wiring;

import io.auterity.platform.config.Settings;
import io.auterity.server.behalf.CallersBehalf;
import io.auterity.server.behalf.ProviderRuns;
import io.auterity.server.runs.ProviderRepetition;
import io.auterity.server.runs.Runs;
import io.auterity.server.runs.evidence.RunEvidence;
import io.auterity.server.triggers.EventTypes;
import io.auterity.server.triggers.TriggeredRuns;
import io.auterity.workflow.engine.EngineSettings;
import io.auterity.workflow.engine.EngineTimers;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.trigger.TriggerCounts;
import io.auterity.workflow.trigger.TriggerEvents;
import io.auterity.workflow.trigger.TriggerLoop;
import io.auterity.workflow.trigger.TriggerParts;
import io.auterity.workflow.trigger.TriggerRehearsal;
import io.auterity.workflow.trigger.Triggers;
import io.auterity.workflow.view.RunViews;

/** Workflows and their runs. */
final class WorkParts {

  final Workflows workflows;
  final WorkflowEngine engine;
  final RunViews runViews;
  final Runs runs;
  final CallersBehalf behalves;
  final Triggers triggers;
  final TriggerRehearsal triggerRehearsal;
  final TriggerCounts triggerCounts = new TriggerCounts();
  final TriggerLoop triggerLoop;

  WorkParts(
      BaseParts base, VendorParts vendors, RoadParts road, Settings.Triggers triggerSettings) {
    this.workflows = new Workflows(Signatures.of(base.catalogue));
    Versions versions = new Versions(base.database);
    this.engine =
        new WorkflowEngine(
            new WorkflowEngine.Parts(
                base.database,
                base.time,
                base.ids,
                base.random,
                road.relay,
                base.catalogue,
                base.binder,
                ProviderRepetition.by(base.catalogue, vendors.providers),
                workflows,
                versions,
                EngineTimers.system(),
                EngineSettings.standard()));
    this.runViews = new RunViews(base.database, base.time, versions, engine);
    this.runs =
        new Runs(
            runViews,
            RunEvidence.of(
                runViews, road.archive, road.decisions::flush, vendors.providers, base.time));
    this.behalves =
        new CallersBehalf(
            road.relay,
            base.catalogue,
            base.binder,
            vendors.providers,
            base.access.authorizer(),
            base.ids,
            new ProviderRuns(engine, runViews, base.access.authorizer(), base.access.audit()));
    TriggerParts parts = triggerParts(base, vendors, road, triggerSettings);
    this.triggers = new Triggers(parts);
    this.triggerRehearsal = new TriggerRehearsal(parts);
    this.triggerLoop = new TriggerLoop(parts);
    base.outbox.subscribe(new TriggerEvents(parts, triggerLoop::noted));
  }

  private TriggerParts triggerParts(
      BaseParts base, VendorParts vendors, RoadParts road, Settings.Triggers settings) {
    return new TriggerParts(
        base.database,
        base.outbox,
        base.changeAudit,
        base.ids,
        base.time,
        base.catalogue,
        base.binder,
        road.relay,
        new TriggeredRuns(workflows, engine, base.access.authorizer(), base.access.audit()),
        triggerCounts,
        new EventTypes(vendors.plugins),
        settings.startsPerHour());
  }
}
