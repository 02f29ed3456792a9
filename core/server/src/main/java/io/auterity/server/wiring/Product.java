package io.auterity.server.wiring;

import io.auterity.control.access.Access;
import io.auterity.control.guardrail.GuardrailKind;
import io.auterity.control.guardrail.Guardrails;
import io.auterity.control.guardrail.InjectionHead;
import io.auterity.control.guardrail.Outside;
import io.auterity.control.guardrail.Topics;
import io.auterity.control.owner.OwnerKind;
import io.auterity.control.owner.Owners;
import io.auterity.gateway.GatewayServer;
import io.auterity.gateway.batch.store.BatchTable;
import io.auterity.gateway.batch.store.VendorTable;
import io.auterity.gateway.batch.vendor.VendorBatches;
import io.auterity.gateway.door.CallAccess;
import io.auterity.gateway.door.Keeping;
import io.auterity.gateway.file.store.FileTable;
import io.auterity.gateway.model.ModelNames;
import io.auterity.gateway.tuning.store.TuningTable;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Retention;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.plugin.PluginHost;
import io.auterity.platform.provider.call.HeavyWork;
import io.auterity.platform.provider.life.ProviderEnvironment;
import io.auterity.platform.provider.life.ProviderKind;
import io.auterity.platform.provider.life.ProviderRegistry;
import io.auterity.platform.provider.store.StoredDocuments;
import io.auterity.platform.resource.ResourceHistory;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.KeptSecrets;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoops;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.platform.transport.TransportSettings;
import io.auterity.relay.Relay;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.attempt.SystemTimers;
import io.auterity.relay.attempt.store.DispatchStore;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.cache.Generations;
import io.auterity.relay.cache.store.GenerationTable;
import io.auterity.relay.call.Charges;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.capture.MaskingCall;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.log.Backlog;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.decision.store.DecisionArchive;
import io.auterity.relay.decision.store.DecisionWriter;
import io.auterity.relay.decision.store.FeedbackTable;
import io.auterity.relay.health.AllVitals;
import io.auterity.relay.learn.LearnedRoutes;
import io.auterity.relay.learn.Lessons;
import io.auterity.relay.learn.Teacher;
import io.auterity.relay.learn.store.LessonTable;
import io.auterity.relay.learn.store.WithdrawalTable;
import io.auterity.relay.ledger.Ledger;
import io.auterity.relay.ledger.LedgerReviews;
import io.auterity.relay.ledger.LimitKind;
import io.auterity.relay.ledger.store.ApprovalTable;
import io.auterity.relay.ledger.store.LeftSlices;
import io.auterity.relay.ledger.store.RateLeaseTable;
import io.auterity.relay.ledger.store.SliceStore;
import io.auterity.relay.ledger.store.ThresholdStore;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.price.PriceLists;
import io.auterity.relay.price.PricesKind;
import io.auterity.relay.road.RoadServices;
import io.auterity.relay.rollout.RolloutWorker;
import io.auterity.relay.rollout.Rollouts;
import io.auterity.relay.rollout.store.RolloutTable;
import io.auterity.relay.route.RouteKind;
import io.auterity.relay.route.Routes;
import io.auterity.server.decisions.CapturedResponses;
import io.auterity.server.heads.Heads;
import io.auterity.server.health.Dependency;
import io.auterity.server.idempotency.Idempotency;
import io.auterity.server.idempotency.store.IdempotencyStore;
import io.auterity.server.mcp.McpTools;
import io.auterity.server.runs.CompletedRuns;
import io.auterity.server.runs.Runs;
import io.auterity.server.runs.evidence.RunEvidence;
import io.auterity.server.start.InstallationPaths;
import io.auterity.server.start.OperatorKey;
import io.auterity.server.telemetry.ProcessGauges;
import io.auterity.server.telemetry.TenantMetrics;
import io.auterity.server.webhooks.ResourceWebhooks;
import io.auterity.server.webhooks.WebhookFailures;
import io.auterity.spi.Documents;
import io.auterity.spi.SharedStores;
import io.auterity.spi.TextEmbedder;
import io.auterity.workflow.engine.EngineSettings;
import io.auterity.workflow.engine.EngineTimers;
import io.auterity.workflow.engine.Repeatability;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.WorkflowKind;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.view.RunViews;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The product: read from top to bottom, each part uses those above it. */
final class Product implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  final Time time = Time.system();
  final Instant startedAt = time.now();
  final SecureRandom random = new SecureRandom();
  final Ids ids = Ids.system(time);
  final Binder binder = new Binder();
  final Catalogue catalogue = Catalogue.standard(binder);

  final Storage storage;
  final Retention retention;
  final int keptDecisionDays;
  final AuditLog audit;
  final Outbox outbox;
  final ChangeFeed changes;
  final SecretVault secrets;
  final Access access;
  final Idempotency idempotency;

  final EventLoops loops;
  final HttpTransport transport;
  final BiFunction<TenantScope, String, Documents> documents;
  final AllVitals vitals;
  final ProviderRegistry providers;
  final PluginHost plugins;
  final ProviderKind providerKind;

  final Guardrails guardrails;
  final InjectionHead injectionHead;
  final Ledger ledger;
  final TenantMetrics tenantMetrics;
  final ApprovalTable approvals;
  final LeftSlices leftSlices;
  private final LedgerReviews reviews;
  final DecisionLog decisions;
  final Captures captures;
  private final @Nullable SharedCache shared;
  final AnswerCache cache;
  final CaptureTable contents;
  final Configs configs;
  final Archive archive;
  final FeedbackTable feedback;
  final LearnedRoutes learned;
  final Rollouts rollouts;
  private final RolloutWorker rolling;
  final Lessons lessons;
  final Heads heads;
  private final Teacher teacher;
  final SystemTimers timers;
  final Relay relay;

  final Workflows workflows;
  final WorkflowEngine engine;
  final RunViews runViews;
  final Runs runs;

  final ResourceService resources;
  final ResourceHistory history;
  final GatewayServer gateway;

  final InstallationPaths paths;
  private final boolean carriesRuns;

  /** Makes the parts; nothing runs yet. */
  Product(
      InstallationPaths paths,
      Settings settings,
      Storage storage,
      OperatorKey operator,
      Telemetry telemetry) {
    Database database = storage.database();
    this.paths = paths;
    this.carriesRuns = settings.engine().enabled();
    this.storage = storage;
    this.retention = new Retention(database, settings.retention(), time);
    this.keptDecisionDays = settings.retention().decisionDays();
    this.audit = new AuditLog(database, time);
    this.outbox = new Outbox(database, time);
    outbox.subscribe(new CompletedRuns(telemetry.meters()));
    MasterKey key = MasterKey.open(paths.masterKey());
    ChangeAudit changeAudit = new ChangeAudit(ids, time);
    this.changes = database.changes();
    this.secrets = new SecretVault(database, key, time, changeAudit);
    secrets.follow(changes);
    KeptSecrets keptSecrets = new KeptSecrets(secrets::read, time);
    keptSecrets.follow(changes);
    ContentSeal seal = new ContentSeal(key);
    this.contents = new CaptureTable(database, seal);
    Owners owners = new Owners();
    this.access = new Access(database, audit, owners, ids, time, random);
    access.follow(changes);
    this.idempotency = new Idempotency(new IdempotencyStore(database), ids, time);

    this.loops = EventLoops.start();
    this.transport =
        new HttpTransport(
            loops, telemetry, time, TransportSettings.approving(settings.egress().allow()));
    this.documents = (scope, provider) -> new StoredDocuments(database, scope, provider);
    ProviderEnvironment environment =
        new ProviderEnvironment(
            time,
            keptSecrets::read,
            transport::bind,
            documents,
            HeavyWork.onAllCores(),
            DRAIN,
            FIRST_LOOK,
            settings.faults().allowed());
    this.vitals = new AllVitals(time);
    Duration longest = Duration.ofDays(settings.retention().captureDays());
    this.shared = SharedCache.of(settings.cache(), this::sharedStores, time, telemetry.meters());
    Generations generations = new Generations(new GenerationTable(database), time);
    AnswerCache answers =
        AnswerCache.inMemory(
            time,
            longest,
            this::embedder,
            generations,
            shared == null ? null : shared.answers(seal, binder));
    this.cache = answers;
    SharedCache.count(shared, cache);
    changes.follow(
        ChangeFeed.Topic.GENERATION,
        generations::changed,
        generations::missed,
        generations::missed);
    changes.follow(ChangeFeed.Topic.CACHE, cache::forget, cache::forgetAll);
    this.providers =
        new ProviderRegistry(
            environment,
            (scope, provider, credential, changed) -> {
              transport.reopen(scope.tenant(), credential);
              vitals.endRest(scope, provider);
              if (changed) {
                answers.forget(scope);
              }
            });
    this.plugins = new PluginHost(telemetry, time, DRAIN, providers);
    this.providerKind = new ProviderKind(providers, environment);

    this.guardrails =
        new Guardrails(
            (done, way) ->
                telemetry
                    .meters()
                    .counter("auterity.guardrail.findings", "act", done, "way", way)
                    .increment());
    this.injectionHead = new InjectionHead(() -> plugins.embedder(InjectionHead::fits));
    Routes routes = new Routes();
    PriceLists prices = new PriceLists(time);
    ThresholdStore thresholds = new ThresholdStore(database, outbox, ids);
    this.approvals = new ApprovalTable(database, changeAudit);
    this.ledger =
        new Ledger(time, ids, new SliceStore(database), thresholds, new RateLeaseTable(database));
    this.leftSlices = new LeftSlices(database, changeAudit);
    this.reviews = new LedgerReviews(ledger);
    changes.standFor(ledger.process());
    changes.follow(ChangeFeed.Topic.APPROVAL, ledger::approvalsChanged, ledger::approvalsChanged);
    this.tenantMetrics = new TenantMetrics(providers, vitals, ledger);
    this.configs = new Configs(routes, providers, prices, ledger);
    this.decisions = new DecisionLog(new DecisionWriter(database), time, Backlog.Bound.STANDARD);
    this.captures = new Captures(contents, Captures.ROOM);
    FunctionCounter.builder("auterity.cache.hits", cache, AnswerCache::answered)
        .description("Calls that were answered with the answer to an equal one")
        .register(telemetry.meters());
    FunctionCounter.builder("auterity.cache.similar", cache, AnswerCache::answeredAlike)
        .description("Calls that were answered with the answer to one that means the same")
        .register(telemetry.meters());
    FunctionCounter.builder("auterity.cache.misses", cache, AnswerCache::missed)
        .description("Calls of routes with a cache that had to be made")
        .register(telemetry.meters());
    Gauge.builder("auterity.cache.bytes", cache, AnswerCache::bytes)
        .description("Memory that kept answers take")
        .register(telemetry.meters());
    this.archive = new DecisionArchive(database);
    this.feedback = new FeedbackTable(database, changeAudit);
    this.timers = new SystemTimers(time);
    this.learned = new LearnedRoutes(plugins::embedder);
    this.rollouts = new Rollouts(new RolloutTable(database, changeAudit), ledger.process(), time);
    this.rolling = new RolloutWorker(rollouts, routes);
    changes.follow(ChangeFeed.Topic.ROLLOUT, rollouts::changed, rollouts::changesMissed);
    this.relay =
        new Relay(
            new RoadServices(
                catalogue,
                binder,
                access.authorizer(),
                configs,
                decisions,
                captures,
                time,
                new AttemptServices(
                    providers,
                    vitals,
                    ledger,
                    new DispatchStore(database),
                    new Cursors(operator.derived("cursors"), binder),
                    timers,
                    () -> ThreadLocalRandom.current().nextDouble()),
                guardrails,
                learned,
                rollouts,
                cache,
                telemetry,
                tenantMetrics.calls(),
                new Charges(plugins::billed)));
    LessonTable judged = new LessonTable(database);
    this.lessons = judged;
    relay
        .shadows()
        .tell(
            pair -> {
              if (pair.judged() != null) {
                judged.keep(pair.call().scope(), pair.judged(), time.now());
              }
            });

    this.workflows = new Workflows(Signatures.of(catalogue));
    Versions versions = new Versions(database);
    this.engine =
        new WorkflowEngine(
            new WorkflowEngine.Parts(
                database,
                time,
                ids,
                random,
                relay,
                catalogue,
                binder,
                Repeatability.of(catalogue, providers),
                workflows,
                versions,
                EngineTimers.system(),
                EngineSettings.standard()));
    this.runViews = new RunViews(database, time, versions, engine);
    this.runs =
        new Runs(runViews, RunEvidence.of(runViews, archive, decisions::flush, providers, time));

    this.history = new ResourceHistory(storage.database());
    this.resources =
        new ResourceService(
            database,
            time,
            changeAudit,
            kinds(
                OwnerKind.all(owners),
                providerKind,
                new PricesKind(prices),
                LimitKind.budget(ledger),
                LimitKind.quota(ledger),
                new GuardrailKind(
                    guardrails,
                    new Outside(transport::bind, keptSecrets::read, time),
                    injectionHead,
                    () -> plugins.embedder(Topics::fits)),
                new RouteKind(catalogue, routes, () -> plugins.embedder() != null, cache::gone),
                new WorkflowKind(workflows)));
    resources.follow(changes);
    this.heads = new Heads(resources, plugins::learner, documents, time);
    this.teacher =
        new Teacher(
            routes, lessons, learned, heads, new WithdrawalTable(database, outbox, ids), time);
    outbox.subscribe(
        new ResourceWebhooks(
            resources::get,
            keptSecrets::read,
            transport::bind,
            new WebhookFailures(
                (scope, entry) -> {
                  var _ = audit.append(scope, entry);
                },
                changeAudit),
            time));
    this.gateway =
        new GatewayServer(
            settings.gateway(),
            settings.limits(),
            loops,
            new CallAccess(access.authenticator(), access.authorizer(), relay),
            new ModelNames(providers, routes),
            new Keeping(
                new FileTable(
                    database,
                    seal,
                    settings.batches(),
                    Duration.ofDays(settings.retention().batchDays())),
                new BatchTable(
                    database,
                    seal,
                    settings.batches(),
                    Duration.ofDays(settings.retention().batchDays())),
                new VendorBatches(
                    new VendorTable(database),
                    providers,
                    settings.batches().linesAtOnce(),
                    time,
                    ids),
                new TuningTable(database),
                settings.batches()),
            new CapturedResponses(captures, contents, decisions, archive, access.audit()),
            this::works,
            telemetry,
            time,
            ids);
    measure(telemetry.meters());
  }

  private void measure(MeterRegistry meters) {
    storage.database().measure(meters);
    outbox.measure(meters);
    new ProcessGauges(meters)
        .disk(paths.data())
        .of(
            "auterity.decisions.waiting",
            "Decisions that are not written yet",
            decisions,
            DecisionLog::waiting)
        .of(
            "auterity.captures.dropped",
            "Prompts and answers that were not kept, because too many waited",
            captures,
            Captures::dropped)
        .of(
            "auterity.audit.waiting",
            "Entries of audit logs that are not written yet",
            audit,
            AuditLog::waiting)
        .of(
            "auterity.runs.stalled",
            "Runs that are not over and cannot be read back",
            engine,
            WorkflowEngine::stalled);
  }

  private static List<ResourceKind> kinds(List<ResourceKind> owners, ResourceKind... others) {
    return Stream.concat(owners.stream(), Stream.of(others)).toList();
  }

  /** Starts what runs by itself, in the order of the list. */
  Product start() {
    if (carriesRuns) {
      retention.start();
    }
    audit.start();
    outbox.start();
    secrets.check();
    access.start();
    changes.open();
    plugins.loadAll(paths.plugins());
    decisions.start();
    reviews.start();
    captures.start(new MaskingCall(relay, ids));
    resources.start();
    rolling.start();
    changes.start();
    teacher.start();
    providerKind.start();
    if (carriesRuns) {
      engine.start(providerKind.lookedAtAll());
    } else {
      engine.leaveRuns();
    }
    gateway.start();
    return this;
  }

  /** The catalogue as agents use it. */
  McpTools mcpTools() {
    return new McpTools(catalogue, binder, access.authorizer(), relay, ids);
  }

  // Asked when a call comes, long after all parts are made.
  private @Nullable TextEmbedder embedder() {
    return plugins.embedder();
  }

  private @Nullable SharedStores sharedStores() {
    return plugins.sharedStores();
  }

  private boolean works() {
    return dependencies().stream().allMatch(dependency -> dependency.problem().isEmpty());
  }

  /** What must work for this server to be ready. */
  List<Dependency> dependencies() {
    Dependency entries = Dependency.of("audit", audit::problem, audit::warning);
    List<Dependency> all = new ArrayList<>(List.of(storage));
    if (providerKind.problem().isPresent()) {
      all.add(Dependency.of("providers", providerKind::problem));
    }
    if (carriesRuns) {
      all.add(Dependency.of("workflow engine", engine::check, engine::warning));
    }
    all.add(entries);
    if (shared != null) {
      all.add(Dependency.of("shared cache", Optional::empty, shared::problem));
    }
    return all;
  }

  /** Ends every part, in the opposite order. */
  @Override
  public void close() {
    Shutdown.of(
        gateway::close,
        changes::close,
        engine::close,
        teacher::close,
        resources::close,
        captures::close,
        relay::close,
        rolling::close,
        decisions::close,
        reviews::close,
        ledger::close,
        timers::close,
        tenantMetrics::close,
        providerKind::close,
        () -> SharedCache.close(shared),
        plugins::close,
        transport::close,
        loops::close,
        access::close,
        outbox::close,
        audit::close,
        retention::close);
  }
}
