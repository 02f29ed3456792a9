package io.auterity.server.providers;

import io.auterity.connector.ConnectorFolder;
import io.auterity.connector.connect.ProviderConnections;
import io.auterity.connector.version.ConnectorVersions;
import io.auterity.connector.version.StoredConnectors;
import io.auterity.connector.version.VersionCheck;
import io.auterity.connector.version.store.FileVersions;
import io.auterity.control.access.AccessAudit;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.files.ProviderFiles;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.part.PartList;
import io.auterity.platform.rate.RateLimits;
import io.auterity.platform.rate.store.RateGrantTable;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.secret.PendingVendorRequests;
import io.auterity.platform.transport.ApprovedPlaces;
import io.auterity.platform.transport.EventLoops;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.platform.transport.TransportSettings;
import io.auterity.provider.BehalfInvoker;
import io.auterity.provider.call.CpuBoundWork;
import io.auterity.provider.health.BreakerSharing;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.provider.life.ProviderConsents;
import io.auterity.provider.life.ProviderDrafts;
import io.auterity.provider.life.ProviderEnvironment;
import io.auterity.provider.life.ProviderKind;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.provider.life.ProviderStates;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.store.BreakerTable;
import io.auterity.provider.store.KindDefaultStore;
import io.auterity.provider.store.NotifiedStates;
import io.auterity.provider.store.ProviderDocuments;
import io.auterity.provider.store.ProviderGenerations;
import io.auterity.provider.store.ReachStore;
import io.auterity.provider.token.PendingRevocation;
import io.auterity.provider.token.RevocationJob;
import io.auterity.server.inbound.InboundAddress;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.plugins.PluginController;
import io.auterity.server.plugins.PluginTrialController;
import io.auterity.server.plugins.PluginVersionController;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way out: connectors of plugins, and the providers that tenants made of them. */
public final class ProvidersPart implements ServerPart {

  private static final Logger LOG = LoggerFactory.getLogger(ProvidersPart.class);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(10);

  public final EventLoops loops;
  public final HttpTransport transport;

  /** What answers of vendors take, beside the requests at our doors. */
  public final MemoryPool memory;

  public final BiFunction<TenantScope, String, Documents> documents;
  public final LiveHealthByTenant vitals;
  public final ProviderRegistry providers;
  public final PluginHost plugins;
  public final ConnectorFolder connectors;
  public final ProviderKind kind;
  public final PendingRevocation owed;
  public final RevocationJob returns;
  public final ProviderConsents consents;
  public final ProviderStates states;
  public final ProviderDrafts drafts;
  public final StoredConnectors stored;
  public final ConnectorVersions versions;
  public final ProviderConnections connections;

  private final BreakerSharing breakers;
  private final Path folder;
  private final AccessAudit audit;
  private final Binder binder;
  private final @Nullable String address;

  /**
   * @param files directory of what providers keep as files
   * @param folder where plugins lie
   * @param memory what answers of vendors take, and requests at our doors
   * @param address where requests of their own clients come in
   * @param behalfInvoker carries out what connectors do on behalf of callers
   * @param changed told of a tenant one of whose providers now answers otherwise
   */
  public ProvidersPart(
      Foundation base,
      Path files,
      Path folder,
      Settings settings,
      MemoryPool memory,
      InboundAddress address,
      BehalfInvoker behalfInvoker,
      Consumer<TenantScope> changed) {
    this.folder = folder;
    this.memory = memory;
    this.audit = base.access.audit();
    this.binder = base.binder;
    this.address = settings.inbound().address();
    this.loops = EventLoops.start();
    RateLimits rates =
        new RateLimits(base.time, new RateGrantTable(base.database), Thread::startVirtualThread);
    base.changes.follow(ChangeFeed.Topic.REST, rates::restsChanged, rates::restsMissed);
    this.transport =
        new HttpTransport(
            loops,
            base.telemetry,
            base.time,
            TransportSettings.approving(
                new ApprovedPlaces(settings.egress().allow(), base.access.tenants()::name)),
            rates,
            memory);
    ProviderDocuments kept = new ProviderDocuments(base.database, base.outbox, base.ids);
    this.documents = kept::of;
    this.vitals = new LiveHealthByTenant(base.time);
    this.breakers =
        new BreakerSharing(
            vitals,
            new BreakerTable(base.database),
            base.changes::process,
            base.time,
            Thread::startVirtualThread);
    breakers.follow(base.changes);
    ReachStore agreements = new ReachStore(base.database, base.changeAudit);
    ProviderEnvironment environment =
        new ProviderEnvironment(
            base.time,
            base.keptSecrets,
            base.tokens::of,
            transport::bind,
            new ProviderGenerations(base.database)::of,
            agreements,
            new KindDefaultStore(base.database, base.changeAudit),
            kept::of,
            new ProviderFiles(files, settings.files().providerBytes()),
            address::of,
            behalfInvoker,
            CpuBoundWork.onAllCores(),
            DRAIN,
            FIRST_LOOK,
            OPEN_LIMIT,
            settings.faults().allowed());
    this.providers =
        new ProviderRegistry(
            environment,
            (scope, provider, credential, otherwise) -> {
              rates.reopen(scope, credential);
              vitals.endRest(scope, provider);
              if (otherwise) {
                changed.accept(scope);
              }
            });
    this.connectors = new ConnectorFolder(base.catalogue, base.binder, base.telemetry.meters());
    this.plugins =
        new PluginHost(base.telemetry, base.time, DRAIN, providers.changes(), connectors);
    base.catalogue.extendBy(plugins::extensions);
    this.stored = new StoredConnectors(base.database, connectors, plugins, folder);
    stored.follow(base.changes);
    this.versions =
        new ConnectorVersions(
            base.database,
            new VersionCheck(connectors, plugins, folder),
            stored,
            base.changeAudit,
            base.time);
    this.kind = new ProviderKind(providers, environment);
    kind.defaults().follow(base.changes);
    this.drafts = new ProviderDrafts(providers, environment, base.ids);
    this.owed =
        new PendingRevocation(
            base.tokenVault.requests(PendingVendorRequests.Sort.TOKENS, base.jobs),
            base.ids,
            base.time);
    this.returns =
        new RevocationJob(providers::agreement, environment, base.tokens, owed, base.changeAudit);
    base.tokens.whenUnkept(returns::unkept);
    kind.beforeRemoval(returns::ending);
    kind.afterRemoval(returns::gone);
    this.consents = new ProviderConsents(agreements, providers, base.outbox, base.ids, base.time);
    consents.follow(base.changes);
    this.states =
        new ProviderStates(
            new NotifiedStates(base.database), providers, base.outbox, base.ids, base.time);
    kind.afterRemoval(states::gone);
    this.connections =
        new ProviderConnections(
            providers::agreement,
            returns,
            base.tokenVault,
            base.changeAudit,
            base.time,
            base.random,
            kind::lookAgain);
  }

  @Override
  public List<Act> acts() {
    return List.of(
        PluginController.READ,
        PluginVersionController.INSTALL,
        ConnectionController.CONNECT,
        ConsentController.CONSENT);
  }

  @Override
  public List<EngineStatement> statements() {
    return FileVersions.STATEMENTS;
  }

  @Override
  public List<JobKind> jobs() {
    return List.of(returns);
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.of(kind);
  }

  @Override
  public void recover() {
    stored.read();
    plugins.loadAll(folder);
    stored.start();
  }

  @Override
  public void serve() {
    breakers.start();
    consents.start();
    states.start();
    kind.start();
    Thread.ofVirtual().name("audit-plugins").start(this::auditPlugins);
  }

  // Beside the start, as the digests of large plugins take long.
  private void auditPlugins() {
    try {
      audit.doneForInstallation(
          AuditedAct.ofPlatform("plugin.start"), "plugins", plugins.versions());
    } catch (CallFailedException e) {
      LOG.warn("The audit log was not told which plugins were started: {}", e.getMessage());
    }
  }

  @Override
  public List<Object> controllers() {
    return List.of(
        new PluginController(plugins, folder, stored, audit),
        new PluginVersionController(versions, providers),
        new PluginTrialController(connectors, folder, binder),
        new ConsentController(consents),
        new ConnectionController(connections, providers::credential, address));
  }

  @Override
  public void drain() {
    PartList.end(this, stored::close, consents::close, states::close, breakers::close);
  }

  @Override
  public void close() {
    PartList.end(this, kind::close, plugins::close, transport::close, loops::close);
  }
}
