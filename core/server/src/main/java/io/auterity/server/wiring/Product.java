package io.auterity.server.wiring;

import io.auterity.gateway.GatewayServer;
import io.auterity.gateway.door.CallAccess;
import io.auterity.gateway.door.GatewayStorage;
import io.auterity.gateway.model.ModelNames;
import io.auterity.jobs.batch.store.BatchTable;
import io.auterity.jobs.batch.store.VendorTable;
import io.auterity.jobs.batch.vendor.VendorBatches;
import io.auterity.jobs.file.store.FileTable;
import io.auterity.jobs.tuning.store.TuningTable;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.config.Settings;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.capture.MaskingCall;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.server.decisions.CapturedResponses;
import io.auterity.server.health.Dependency;
import io.auterity.server.inbound.InboundAddress;
import io.auterity.server.mcp.McpTools;
import io.auterity.server.probe.ProbePlaces;
import io.auterity.server.start.InstallationPaths;
import io.auterity.server.start.OperatorKey;
import io.auterity.server.telemetry.ProcessGauges;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.SharedStores;
import io.auterity.spi.TextEmbedder;
import io.auterity.workflow.engine.WorkflowEngine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The product: read from top to bottom, each part uses those above it. */
final class Product implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Product.class);

  final InstallationPaths paths;
  final int keptDecisionDays;
  private final boolean carriesRuns;
  private final List<String> approvals;

  final BaseParts base;
  final CacheParts cache;
  final VendorParts vendors;
  final RoadParts road;
  final WorkParts work;
  final PeopleParts people;
  final ResourceParts applied;
  final InboundParts inbound;

  /** Tests of drafts that are under way. */
  final ProbePlaces probes;

  final GatewayServer gateway;

  /** Makes the parts; nothing runs yet. */
  Product(
      InstallationPaths paths,
      Settings settings,
      Storage storage,
      MemoryPool memory,
      OperatorKey operator,
      InboundAddress address,
      Telemetry telemetry) {
    this.paths = paths;
    this.keptDecisionDays = settings.retention().decisionDays();
    this.carriesRuns = settings.engine().enabled();
    this.approvals = settings.egress().allow();
    this.base = new BaseParts(paths.masterKey(), settings, storage, telemetry);
    this.cache = new CacheParts(base, settings, this::embedder, this::sharedStores);
    this.vendors =
        new VendorParts(
            base,
            paths.files(),
            paths.plugins(),
            settings,
            address,
            this::onBehalf,
            cache.answers::forget);
    this.road = new RoadParts(base, vendors, cache.answers, operator, settings.responses().kept());
    this.work = new WorkParts(base, vendors, road, settings.triggers());
    this.people = new PeopleParts(base, vendors);
    this.applied = new ResourceParts(base, vendors, cache.answers, road, work, people.kind);
    this.probes = new ProbePlaces(base.time);
    this.inbound = new InboundParts(base, vendors, road, settings.inbound().address());
    this.gateway = gateway(settings, memory);
    measure(telemetry.meters());
  }

  private GatewayServer gateway(Settings settings, MemoryPool memory) {
    return new GatewayServer(
        settings.gateway(),
        settings.limits(),
        memory,
        vendors.loops,
        new CallAccess(base.access.authenticator(), base.access.authorizer(), road.relay),
        new ModelNames(vendors.providers, road.routes),
        keeping(settings),
        new CapturedResponses(
            road.captures,
            road.contents,
            road.responses,
            road.keptResponses,
            road.decisions,
            road.archive,
            base.access.audit()),
        this::works,
        base.telemetry,
        base.time,
        base.ids);
  }

  private GatewayStorage keeping(Settings settings) {
    Duration kept = Duration.ofDays(settings.retention().batchDays());
    return new GatewayStorage(
        new FileTable(base.database, base.seal, settings.batches(), kept),
        new BatchTable(base.database, base.seal, settings.batches(), kept),
        new VendorBatches(
            new VendorTable(base.database),
            vendors.providers,
            settings.batches().linesAtOnce(),
            base.time,
            base.ids),
        new TuningTable(base.database, road.decisions::flush),
        settings.batches());
  }

  private void measure(MeterRegistry meters) {
    base.database.measure(meters);
    base.outbox.measure(meters);
    work.triggerCounts.measure(meters);
    new ProcessGauges(meters)
        .disk(paths.data())
        .of(
            "auterity.decisions.waiting",
            "Decisions that are not written yet",
            road.decisions,
            DecisionLog::waiting)
        .of(
            "auterity.captures.dropped",
            "Prompts and answers that were not kept, because too many waited",
            road.captures,
            Captures::dropped)
        .of(
            "auterity.responses.dropped",
            "Answers of /v1/responses that were not kept, because too many waited",
            road.responses,
            Captures::dropped)
        .of(
            "auterity.audit.waiting",
            "Entries of audit logs that are not written yet",
            base.audit,
            AuditLog::waiting)
        .of(
            "auterity.runs.stalled",
            "Runs that are not over and cannot be carried on",
            work.engine,
            WorkflowEngine::stalled);
  }

  /** Starts what runs by itself, in the order of the list. */
  Product start() {
    if (carriesRuns) {
      base.retention.start();
    }
    base.audit.start();
    base.outbox.start();
    base.secrets.sealing().check();
    base.access.start();
    VendorParts.warnOfStrangers(base.access.tenants(), approvals);
    base.changes.open();
    vendors.stored.read();
    vendors.plugins.loadAll(paths.plugins());
    vendors.stored.start();
    road.decisions.start();
    road.reviews.start();
    road.captures.start(new MaskingCall(road.relay, base.ids));
    road.responses.start((scope, text) -> text);
    applied.resources.start();
    vendors.consents.start();
    vendors.states.start();
    road.rolling.start();
    road.rehearsals.read();
    base.changes.start();
    applied.teacher.start();
    vendors.kind.start();
    vendors.returns.start();
    inbound.hookReturns.start();
    if (carriesRuns) {
      work.engine.start(vendors.kind.lookedAtAll());
      work.triggerLoop.run();
    } else {
      work.engine.leaveRuns();
    }
    gateway.start();
    Thread.ofVirtual().name("audit-plugins").start(this::tellPlugins);
    return this;
  }

  /** Opens what is not needed at once; called when the ports answer. */
  void openRest() {
    vendors.kind.openAll();
  }

  // Beside the start, as the digests of large plugins take long.
  private void tellPlugins() {
    try {
      base.access
          .audit()
          .doneForInstallation(
              AuditedAct.ofPlatform("plugin.start"), "plugins", vendors.plugins.versions());
    } catch (CallFailedException e) {
      LOG.warn("The audit log was not told which plugins were started: {}", e.getMessage());
    }
  }

  /** The catalogue as agents use it. */
  McpTools mcpTools() {
    return new McpTools(
        base.catalogue, base.binder, base.access.authorizer(), road.relay, base.ids);
  }

  // These are asked when a call comes, long after all parts are made.
  private OnBehalf onBehalf(Invocation caller, String provider, long life, Call during) {
    return work.behalves.of(caller, provider, life, during);
  }

  private @Nullable TextEmbedder embedder() {
    return vendors.plugins.embedder();
  }

  private @Nullable SharedStores sharedStores() {
    return vendors.plugins.sharedStores();
  }

  private boolean works() {
    return dependencies().stream().allMatch(dependency -> dependency.problem().isEmpty());
  }

  /** What must work for this server to be ready. */
  List<Dependency> dependencies() {
    List<Dependency> all = new ArrayList<>(List.of(base.storage));
    if (carriesRuns) {
      all.add(Dependency.of("workflow engine", work.engine::check, work.engine::warning));
    }
    all.add(Dependency.of("audit", base.audit::problem, base.audit::warning));
    cache.dependency().ifPresent(all::add);
    return all;
  }

  /** Ends every part, in the opposite order. */
  @Override
  public void close() {
    Shutdown.of(
        probes::close,
        gateway::close,
        base.changes::close,
        vendors.stored::close,
        vendors.consents::close,
        vendors.states::close,
        work.triggerLoop::close,
        work.engine::close,
        applied.teacher::close,
        applied.resources::close,
        road.captures::close,
        road.responses::close,
        road.relay::close,
        road.rolling::close,
        road.decisions::close,
        road.reviews::close,
        road.ledger::close,
        road.timers::close,
        road.tenantMetrics::close,
        vendors.returns::close,
        inbound.hookReturns::close,
        vendors.kind::close,
        cache::close,
        vendors.plugins::close,
        vendors.transport::close,
        vendors.loops::close,
        base.access::close,
        base.outbox::close,
        base.audit::close,
        base.retention::close);
  }
}
