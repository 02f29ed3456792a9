package io.auterity.server.runs;

import io.auterity.platform.call.Act;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.JobKind;
import io.auterity.relay.Relay;
import io.auterity.server.decisions.DecisionsPart;
import io.auterity.server.health.Dependency;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.providers.ProvidersPart;
import io.auterity.server.runs.evidence.RunEvidence;
import io.auterity.server.telemetry.ProcessGauges;
import io.auterity.server.web.security.CallerRights;
import io.auterity.workflow.bulk.RunBulkJob;
import io.auterity.workflow.bulk.RunBulks;
import io.auterity.workflow.callback.RunCallbacks;
import io.auterity.workflow.engine.EngineCarriers;
import io.auterity.workflow.engine.EngineParts;
import io.auterity.workflow.engine.EngineSettings;
import io.auterity.workflow.engine.EngineTimers;
import io.auterity.workflow.engine.Repeatability;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.store.RunStatements;
import io.auterity.workflow.view.RunViews;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Runs of workflows: the engine that carries them, and the views of them. */
public final class RunsPart implements ServerPart {

  public final WorkflowEngine engine;
  public final RunViews runViews;
  public final Runs runs;
  public final RunCallbacks callbacks;
  public final RunEnds ends;

  public final CallerRights rights;

  private final Foundation base;
  private final RunBulks bulks;
  private final ProvidersPart vendors;
  private final boolean carriesRuns;

  /**
   * @param repeatability where calls of steps may be made again
   * @param carriers of runs besides the journal
   * @param data directory of this server
   * @param address by which others know this server
   * @param carriesRuns whether this server runs the engine
   */
  public RunsPart(
      Foundation base,
      ProvidersPart vendors,
      DecisionsPart written,
      Workflows workflows,
      Relay relay,
      Repeatability repeatability,
      EngineCarriers carriers,
      Path data,
      Supplier<String> address,
      boolean carriesRuns) {
    this.base = base;
    this.rights = new CallerRights(base.access.authorizer(), base.access.audit());
    this.bulks = new RunBulks(base.database, base.jobs, base.changeAudit, base.ids, base.time);
    this.vendors = vendors;
    this.carriesRuns = carriesRuns;
    base.outbox.subscribe(new CompletedRuns(base.telemetry.meters()));
    this.callbacks = new RunCallbacks(base.seal.forPurpose("callbacks"));
    Versions versions = new Versions(base.database, callbacks, address);
    AuditedStarts starts = new AuditedStarts(base.access.authorizer(), base.access.audit());
    this.engine =
        new WorkflowEngine(
            new EngineParts(
                base.database,
                base.time,
                base.ids,
                base.random,
                relay,
                base.catalogue,
                base.binder,
                repeatability,
                (request, start) -> starts.start(request, "workflow", start),
                workflows,
                versions,
                carriers,
                EngineTimers.system(),
                EngineSettings.standard(),
                ServerIdentity.on(data),
                LastServerEnd.read(data, Boolean.getBoolean(LastServerEnd.SUPERVISED))));
    base.changes.follow(
        ChangeFeed.Topic.ENGINE_SEAT, server -> engine.seatChanged(), engine::seatChanged);
    base.changes.follow(
        ChangeFeed.Topic.RUN_INBOX, tenant -> engine.messagesStored(), engine::messagesStored);
    base.outbox.subscribe(engine.awaited());
    base.retention.also("Forgetting events that runs may await", engine.awaited()::forget);
    this.runViews = new RunViews(base.database, base.time, versions, engine.live());
    this.ends = new RunEnds(runViews, base.time);
    this.runs =
        new Runs(
            runViews,
            RunEvidence.of(
                runViews, written.archive, written.decisions::flush, vendors.providers, base.time));
  }

  @Override
  public List<Act> acts() {
    return List.of(RunBulkController.BULK);
  }

  @Override
  public List<JobKind> jobs() {
    return List.of(new RunBulkJob(base.database, engine, base.changeAudit, base.time));
  }

  @Override
  public List<Object> controllers() {
    return List.of(new RunBulkController(bulks, rights, base.time));
  }

  @Override
  public List<EngineStatement> statements() {
    return RunStatements.ALL;
  }

  @Override
  public void meters(MeterRegistry meters) {
    new ProcessGauges(meters)
        .of(
            "auterity.runs.stalled",
            "Runs that are not over and cannot be carried on",
            engine,
            WorkflowEngine::stalled);
  }

  @Override
  public List<Dependency> dependencies() {
    return carriesRuns
        ? List.of(Dependency.of("workflow engine", engine::check, engine::warning, engine::note))
        : List.of();
  }

  @Override
  public void serve() {
    if (carriesRuns) {
      engine.start(vendors.kind.lookedAtAll());
    } else {
      engine.leaveRuns();
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
