package io.auterity.server.wiring;

import io.auterity.control.access.Access;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Housekeeping;
import io.auterity.platform.id.Ids;
import io.auterity.platform.plugin.PluginHost;
import io.auterity.platform.provider.HeavyWork;
import io.auterity.platform.provider.ProviderEnvironment;
import io.auterity.platform.provider.ProviderKind;
import io.auterity.platform.provider.ProviderRegistry;
import io.auterity.platform.provider.store.StoredDocuments;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoops;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.platform.transport.TransportSettings;
import io.auterity.server.health.Dependency;
import io.auterity.server.idempotency.Idempotency;
import io.auterity.server.idempotency.store.IdempotencyStore;
import io.auterity.server.start.Places;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** The product: read from top to bottom, each part uses those above it. */
final class Product implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(20);

  final Time time = Time.system();
  final SecureRandom random = new SecureRandom();
  final Ids ids = new Ids(time, random);
  final Binder binder = new Binder();
  final Catalogue catalogue = Catalogue.standard(binder);

  final Storage storage;
  final Housekeeping housekeeping;
  final AuditLog audit;
  final SecretVault secrets;
  final Access access;
  final Idempotency idempotency;

  final EventLoops loops;
  final HttpTransport transport;
  final ProviderRegistry providers;
  final PluginHost plugins;
  final ProviderKind providerKind;
  final ResourceService resources;

  private final Places places;

  /** Makes the parts; nothing runs yet. */
  Product(Places places, Settings settings, Storage storage, Telemetry telemetry) {
    Database database = storage.database();
    this.places = places;
    this.storage = storage;
    this.housekeeping = new Housekeeping(database, time);
    this.audit = new AuditLog(database);
    this.secrets = new SecretVault(database, MasterKey.open(places.masterKey()), time);
    this.access = new Access(database, audit, ids, time, random);
    this.idempotency = new Idempotency(new IdempotencyStore(database), time, time.now());

    this.loops = EventLoops.start();
    this.transport =
        new HttpTransport(
            loops, telemetry, time, TransportSettings.approving(settings.egress().allow()));
    ProviderEnvironment environment =
        new ProviderEnvironment(
            time,
            secrets::read,
            transport::bind,
            (scope, provider) -> new StoredDocuments(database, scope, provider),
            HeavyWork.onAllCores(),
            DRAIN,
            settings.faults().allowed());
    this.providers = new ProviderRegistry(environment);
    this.plugins = new PluginHost(telemetry, time, DRAIN, providers);
    this.providerKind = new ProviderKind(providers, environment);
    this.resources = new ResourceService(database, time, List.of(providerKind));
  }

  /** Starts what runs by itself, in the order of the list. */
  Product start() {
    housekeeping.start();
    audit.start();
    secrets.check();
    access.start();
    plugins.loadAll(places.plugins());
    resources.start();
    providerKind.start();
    return this;
  }

  /** What must work for this server to be ready. */
  List<Dependency> dependencies() {
    return List.of(storage);
  }

  /** Ends in the opposite order. */
  @Override
  public void close() {
    providerKind.close();
    plugins.close();
    transport.close();
    loops.close();
    access.close();
    audit.close();
    housekeeping.close();
  }
}
