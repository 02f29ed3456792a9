package io.auterity.server.wiring;

import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Acts;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.config.Settings;
import io.auterity.platform.part.PartList;
import io.auterity.platform.resource.ResourceHistory;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.relay.Relay;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.server.approvals.ApprovalsPart;
import io.auterity.server.audit.AuditPart;
import io.auterity.server.behalf.CallersBehalf;
import io.auterity.server.behalf.ProviderEvents;
import io.auterity.server.behalf.ProviderRuns;
import io.auterity.server.cache.CacheConsole;
import io.auterity.server.cache.CachePart;
import io.auterity.server.capabilities.CapabilitiesPart;
import io.auterity.server.decisions.DecisionsConsole;
import io.auterity.server.decisions.DecisionsPart;
import io.auterity.server.guardrails.GuardrailsPart;
import io.auterity.server.heads.HeadsPart;
import io.auterity.server.health.Dependency;
import io.auterity.server.hooks.WebhooksPart;
import io.auterity.server.inbound.InboundAddress;
import io.auterity.server.keys.KeysPart;
import io.auterity.server.limits.LimitsPart;
import io.auterity.server.live.LiveSockets;
import io.auterity.server.mcp.McpTools;
import io.auterity.server.mcp.ToolSets;
import io.auterity.server.mcp.WorkflowTools;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.probe.ProbePart;
import io.auterity.server.providers.KindCallers;
import io.auterity.server.providers.ProvidersConsole;
import io.auterity.server.providers.ProvidersPart;
import io.auterity.server.rehearsals.RehearsalsConsole;
import io.auterity.server.rehearsals.RehearsalsPart;
import io.auterity.server.resources.ResourcesPart;
import io.auterity.server.road.RoadPart;
import io.auterity.server.routes.RoutesConsole;
import io.auterity.server.routes.RoutesPart;
import io.auterity.server.runs.CarrierLibraries;
import io.auterity.server.runs.ProviderRepetition;
import io.auterity.server.runs.RunsPart;
import io.auterity.server.secrets.SecretsPart;
import io.auterity.server.session.SignInPart;
import io.auterity.server.start.InstallationPaths;
import io.auterity.server.start.OperatorKey;
import io.auterity.server.telemetry.ProcessGauges;
import io.auterity.server.tenants.TenantsPart;
import io.auterity.server.triggers.CustomEventDoor;
import io.auterity.server.triggers.TriggerWarnings;
import io.auterity.server.triggers.TriggersPart;
import io.auterity.server.usage.UsagePart;
import io.auterity.server.web.json.WebJson;
import io.auterity.server.workflows.TemplateGallery;
import io.auterity.server.workflows.WorkflowsConsole;
import io.auterity.server.workflows.WorkflowsPart;
import io.auterity.spi.Call;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.SharedStores;
import io.auterity.spi.TextEmbedder;
import io.auterity.workflow.editor.DraftChecks;
import io.auterity.workflow.editor.WorkflowDrafts;
import io.auterity.workflow.engine.EngineCarriers;
import io.auterity.workflow.engine.Repeatability;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.template.TemplateDrafts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The product: the flat list of its parts, read from top to bottom. Each part is given those above
 * it that it uses; what it contributes is collected from the list.
 */
final class Product implements AutoCloseable {

  final InstallationPaths paths;
  final Foundation base;
  final Relay relay;
  final ToolSets tools;
  final GatewayPart gateway;

  private final ProvidersPart providers;
  final Storage storage;
  final List<ServerPart> parts = new ArrayList<>();
  private final PartList list;
  private final Acts acts;
  private final CallersBehalf behalf;

  /** Where watchers of runs come in. */
  final LiveSockets live;

  /** Makes the parts; nothing runs yet. */
  Product(
      InstallationPaths paths,
      Settings settings,
      Storage storage,
      MemoryPool memory,
      OperatorKey operator,
      InboundAddress inbound,
      Telemetry telemetry) {
    this.paths = paths;
    this.storage = storage;
    String address = settings.inbound().address();
    int decisionDays = settings.retention().decisionDays();
    UsageTurns turns = new UsageTurns();
    JsonMapper json = WebJson.mapper(settings.limits().bodyValues());

    this.base =
        add(new Foundation(paths.masterKey(), settings, storage.database(), telemetry, this::acts));
    Time time = base.time;
    CachePart cache = new CachePart(base, settings, this::embedder, this::sharedStores);
    this.providers =
        add(
            new ProvidersPart(
                base,
                paths.files(),
                paths.plugins(),
                settings,
                memory,
                inbound,
                this::onBehalf,
                cache.answers::forget));
    add(cache);
    PluginHost plugins = providers.plugins;
    HttpTransport transport = providers.transport;
    add(new AuditPart(base.audit, time));
    add(new TenantsPart(base.access.tenants()));
    add(new KeysPart(base.access.keys(), base.owners));
    add(new SecretsPart(base.secrets, base.access.audit()));
    add(new SignInPart(base, transport, this::gatewayPort, address));

    LimitsPart limits = add(new LimitsPart(base));
    DecisionsPart written = add(new DecisionsPart(base, settings.responses().kept()));
    Archive archive = written.archive;
    GuardrailsPart guardrails = add(new GuardrailsPart(base, plugins, transport, archive));
    RoutesPart routes = add(new RoutesPart(base, plugins, cache.answers, limits.ledger.process()));
    RehearsalsPart rehearsals = add(new RehearsalsPart(base, providers.vitals));
    RoadPart road =
        add(
            new RoadPart(
                base,
                providers,
                limits,
                written,
                guardrails,
                routes,
                rehearsals,
                cache.answers,
                new Cursors(operator.derived("cursors"), base.binder)));
    this.relay = road.relay;
    routes.compareCopies(relay);

    EngineCarriers carriers = CarrierLibraries.load(settings.engine(), paths.carriers(), base.seal);
    WorkflowsPart definitions = add(new WorkflowsPart(base, plugins, carriers.names()));
    Workflows workflows = definitions.workflows;
    ResourceService resources =
        add(new ResourcesPart(base, all(ServerPart::kinds), transport)).resources;
    add(new HeadsPart(base, providers, written, routes, resources));
    Repeatability repeatability =
        ProviderRepetition.by(
            base.catalogue, providers.providers, scope -> road.configs.of(scope).routes());
    RunsPart runs =
        add(
            new RunsPart(
                base,
                providers,
                written,
                workflows,
                relay,
                repeatability,
                carriers,
                paths.data(),
                inbound::base,
                settings.engine().enabled()));
    CustomEventDoor events =
        new CustomEventDoor(base.database, base.outbox, definitions.events, base.time);
    this.behalf =
        new CallersBehalf(
            relay,
            base.catalogue,
            base.binder,
            providers.providers,
            base.access.authorizer(),
            base.ids,
            new ProviderRuns(
                runs.engine, runs.runViews, base.access.authorizer(), base.access.audit()),
            new ProviderEvents(events, base.ids, base.access.authorizer(), base.access.audit()));
    WebhooksPart webhooks =
        add(new WebhooksPart(base, providers, transport, relay, road::ofDraft, address));
    definitions.sources.findWebhooksBy(webhooks::has);
    TriggersPart triggers =
        add(
            new TriggersPart(
                base,
                plugins,
                relay,
                workflows,
                events,
                runs.engine,
                runs.ends,
                webhooks.deliveries,
                new TriggerWarnings(definitions.sources, resources),
                settings));
    providers
        .kind
        .defaultNotes()
        .findCallersBy(
            new KindCallers(resources, road.configs, base.catalogue, triggers.triggers::list));

    add(new CacheConsole(cache.answers, resources));
    add(new CapabilitiesPart(base.catalogue, plugins, providers.providers, road.configs));
    add(new DecisionsConsole(archive, written.contents, base.access, runs.runViews, turns, time));
    add(new ProvidersConsole(providers, road.configs, limits.ledger, archive, base.startedAt));
    add(
        new RehearsalsConsole(
            rehearsals,
            providers.providers,
            base.access.authorizer(),
            runs.runViews,
            archive,
            written.decisions,
            turns,
            base.ids,
            time));
    add(
        new RoutesConsole(
            base.catalogue,
            resources,
            road.configs,
            providers.vitals,
            archive,
            routes.rollouts,
            routes.learned,
            base.ids,
            time));
    add(new UsagePart(archive, written.feedback, road.configs, time, decisionDays, turns));
    add(new ApprovalsPart(base, runs.engine, relay, repeatability, inbound::base));
    WorkflowDrafts drafts = new WorkflowDrafts(base.database, resources, time);
    add(
        new WorkflowsConsole(
            workflows,
            new ResourceHistory(base.database),
            drafts,
            new DraftChecks(workflows.compiler(), definitions.rules(), resources, time),
            new TemplateGallery(
                new TemplateDrafts(base.database, definitions.templates, workflows, drafts),
                base.catalogue,
                providers.providers),
            runs,
            providers,
            archive,
            time,
            turns));

    this.tools =
        new ToolSets(
            new McpTools(base.catalogue, base.binder, base.access.authorizer(), relay, base.ids),
            new WorkflowTools(workflows, base.catalogue, runs));
    add(new ChangesPart(base.changes));
    this.gateway =
        add(
            new GatewayPart(
                settings, memory, base, providers, routes, written, relay, this::works));
    add(new ProbePart(base, providers.drafts, resources, road::ofDraft, json));
    add(new JobsPart(base, all(ServerPart::jobs)));
    this.live = new LiveSockets(runs.runs, base.access, time, json);
    this.acts = new Acts(all(ServerPart::acts));
    this.list = new PartList(parts);
    base.database.register(all(ServerPart::statements));
    list.meters(telemetry.meters());
    new ProcessGauges(telemetry.meters()).disk(paths.data());
  }

  private <P extends ServerPart> P add(P part) {
    parts.add(part);
    return part;
  }

  /** What the parts that there are contribute to a list. */
  private <T> List<T> all(Function<ServerPart, List<T>> contributed) {
    return parts.stream().flatMap(part -> contributed.apply(part).stream()).toList();
  }

  /** Starts what runs by itself, in the order of the list. */
  Product start() {
    list.start();
    return this;
  }

  /** Opens what is not needed at once; called when the ports answer. */
  void openRest() {
    providers.kind.openAll();
  }

  /** The acts of all parts. */
  Acts acts() {
    return acts;
  }

  /** The nouns of all parts. */
  List<Object> nouns() {
    return all(ServerPart::nouns);
  }

  /** The routes of all parts. */
  List<Object> controllers() {
    return all(ServerPart::controllers);
  }

  // These are asked when a call comes, long after all parts are made.
  private OnBehalf onBehalf(Invocation caller, String provider, long life, Call during) {
    return behalf.of(caller, provider, life, during);
  }

  private @Nullable TextEmbedder embedder() {
    return providers.plugins.embedder();
  }

  private @Nullable SharedStores sharedStores() {
    return providers.plugins.sharedStores();
  }

  private int gatewayPort() {
    return gateway.port();
  }

  private boolean works() {
    return dependencies().stream().allMatch(dependency -> dependency.problem().isEmpty());
  }

  /** What must work for this server to be ready. */
  List<Dependency> dependencies() {
    return Stream.concat(Stream.of(storage), all(ServerPart::dependencies).stream()).toList();
  }

  /** Ends every part, in the opposite order. */
  @Override
  public void close() {
    list.close();
  }
}
