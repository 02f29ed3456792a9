package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.transport.Destination;
import io.auterity.provider.Lease;
import io.auterity.provider.ProviderDetail;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.provider.call.HostServices;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.config.ConnectorReach;
import io.auterity.provider.config.ProviderHosts;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.Webhooks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The providers of all tenants and what is open for them. Reading and leasing take no lock: a
 * change ({@link ProviderChanges}) builds the tenant's new state aside and replaces the reference;
 * an instance that has been replaced takes no calls once it drains, and a lease that meets it then
 * reads the state again.
 */
public final class ProviderRegistry implements Providers {

  private final ProviderEnvironment environment;
  private final ProviderOpener opener;
  private final ProviderTable table = new ProviderTable();
  private final Map<String, HostedConnector> connectors = new ConcurrentHashMap<>();
  private final ProviderChanges changes;
  private final DeferredOpenings deferred;
  private final DefaultsInForce defaults;

  public ProviderRegistry(ProviderEnvironment environment) {
    this(environment, ProviderReplaced.NONE);
  }

  /** Providers of which others remember something; {@code fresh} must not call back. */
  public ProviderRegistry(ProviderEnvironment environment, ProviderReplaced fresh) {
    this.environment = environment;
    this.opener = new ProviderOpener(environment);
    this.changes = new ProviderChanges(table, connectors, opener, fresh, environment.time());
    this.deferred = new DeferredOpenings(environment.time());
    this.defaults = new DefaultsInForce(environment.defaults(), environment.time());
  }

  /** What a start has put off. */
  DeferredOpenings deferred() {
    return deferred;
  }

  /** The changes of providers, which take part in what happens to plugins. */
  public ProviderChanges changes() {
    return changes;
  }

  /** Those that have or have had providers, as far as these were opened. */
  public Set<TenantScope> tenants() {
    return table.tenants();
  }

  /** The providers of a tenant as far as they were opened; a new list whenever one has changed. */
  public List<ProviderInfo> opened(TenantScope scope) {
    return table.infos(scope);
  }

  @Override
  public List<ProviderInfo> of(TenantScope scope) {
    deferred.awaitLooks(scope);
    readDefaults(scope);
    return table.infos(scope);
  }

  /** Has the defaults of a tenant's kinds read where they may have changed. */
  void readDefaults(TenantScope scope) {
    defaults.refresh(scope, changes::mark);
  }

  /** The defaults of a tenant's kinds may have changed. */
  void defaultsChanged(UUID tenant) {
    defaults.changed(tenant);
  }

  /** The defaults of any tenant's kinds may have changed. */
  void defaultsChanged() {
    defaults.changed();
  }

  @Override
  public Lease lease(TenantScope scope, String provider) {
    return lease(scope, provider, null);
  }

  // What is leased is an instance of the very form that was looked at.
  @Override
  public Lease lease(TenantScope scope, String provider, @Nullable String only) {
    deferred.awaitLooks(scope);
    while (true) {
      ProviderForm form = serving(new ProviderKey(scope, provider));
      if (only != null && !only.equals(form.spec().identity(provider))) {
        throw Providers.another(provider);
      }
      ProviderInstance instance = form.instance();
      if (instance == null || !form.health().usable()) {
        throw unavailable(form);
      }
      Optional<Lease> lease =
          instance.lease(
              form.info(), form.spec().faults(), environment.heavy(), environment.time());
      if (lease.isPresent()) {
        return lease.get();
      }
    }
  }

  @Override
  public @Nullable String identity(TenantScope scope, String provider) {
    deferred.awaitOpen(scope);
    ProviderForm form = table.serving(new ProviderKey(scope, provider));
    return form == null ? null : form.spec().identity(provider);
  }

  @Override
  public Optional<Webhooks> webhooks(TenantScope scope, String provider) {
    ProviderForm form = serving(new ProviderKey(scope, provider));
    ProviderInstance instance = form.instance();
    return instance == null ? webhooksOfHeld(scope, form) : instance.webhooks();
  }

  private Optional<Webhooks> webhooksOfHeld(TenantScope scope, ProviderForm form) {
    ProviderSpec spec = form.spec();
    HostedConnector connector = connectors.get(spec.connector());
    if (connector == null || !table.life(new ProviderKey(scope, form.id())).held(spec, connector)) {
      throw unavailable(form);
    }
    return PendingConsentWebhooks.of(
        new PendingConsentWebhooks.Opening() {
          @Override
          public <T> T briefly(Function<ProviderInstance, T> use) {
            return opener.briefly(new ProviderKey(scope, form.id()), spec, connector, use);
          }
        });
  }

  /**
   * How far a provider's connector would reach, and may.
   *
   * @throws CallFailedException {@code not_found}, or {@code unavailable} while its connector is
   *     not there
   */
  ProviderReach reach(TenantScope scope, String provider) {
    ProviderForm form = serving(new ProviderKey(scope, provider));
    HostedConnector connector = connectors.get(form.spec().connector());
    if (connector == null) {
      throw unavailable(form);
    }
    return new ProviderReach(provider, form.spec(), connector);
  }

  /** Whether another spec leads a provider to other places than the one before. */
  boolean movesOn(ProviderSpec before, ProviderSpec after) {
    if (!before.connector().equals(after.connector())) {
      return true;
    }
    HostedConnector connector = connectors.get(before.connector());
    return connector != null
        && !new ProviderHosts(connector, before.config())
            .egress()
            .equals(new ProviderHosts(connector, after.config()).egress());
  }

  /** A provider that goes, as it is in force. */
  RemovedProvider former(ProviderKey key, Json.Obj spec) {
    ProviderForm form = table.life(key).latest();
    ProviderSpec known = form == null ? ProviderSpec.read(spec) : form.spec();
    HostedConnector connector = connectors.get(known.connector());
    boolean asked = connector == null || connector.ofFile();
    ConnectorReach agreed = Objects.requireNonNullElse(known.agreed(), ConnectorReach.NOWHERE);
    return new RemovedProvider(key.id(), known.life(), spec, asked ? agreed : null);
  }

  /** Providers that wait for the consent of their tenants. */
  List<ProviderKey> held() {
    return table.keys().stream()
        .filter(
            key -> {
              ProviderForm form = table.serving(key);
              return form != null && form.health().awaitsConsent();
            })
        .toList();
  }

  /**
   * Ids of the providers of each tenant that wait, or would, for its consent.
   *
   * @param connectors what brings them, by id
   */
  public Map<TenantScope, List<String>> waitingFor(Map<String, ConnectorManifest> connectors) {
    deferred.awaitAllOpen();
    Map<TenantScope, List<String>> waiting = new HashMap<>();
    for (ProviderKey key : table.keys()) {
      ProviderForm form = table.serving(key);
      ConnectorManifest brought = form == null ? null : connectors.get(form.spec().connector());
      if (form != null
          && brought != null
          && !ProviderReach.further(form.spec(), brought).isEmpty()) {
        waiting.computeIfAbsent(key.scope(), scope -> new ArrayList<>()).add(key.id());
      }
    }
    return waiting;
  }

  /** Ids of the providers of each tenant that are of these connectors, in their order. */
  public Map<TenantScope, List<String>> using(Set<String> wanted) {
    deferred.awaitAllOpen();
    Map<TenantScope, List<String>> using = new HashMap<>();
    for (TenantScope scope : table.tenants()) {
      List<String> ids =
          table.infos(scope).stream()
              .filter(info -> wanted.contains(info.connector()))
              .map(ProviderInfo::id)
              .toList();
      if (!ids.isEmpty()) {
        using.put(scope, ids);
      }
    }
    return using;
  }

  /**
   * A provider with what only its page shows.
   *
   * @throws CallFailedException {@code not_found}
   */
  public ProviderDetail detail(TenantScope scope, String provider) {
    ProviderForm form = serving(new ProviderKey(scope, provider));
    ProviderInstance instance = form.instance();
    List<String> egress =
        instance == null
            ? List.of()
            : places(new ProviderHosts(instance.connector(), form.spec().config()), form.spec());
    return new ProviderDetail(marked(scope, form), egress, form.spec().faults());
  }

  private ProviderInfo marked(TenantScope scope, ProviderForm form) {
    return of(scope).stream()
        .filter(one -> one.id().equals(form.id()))
        .map(one -> form.info().asDefaultOf(one.defaultOf()))
        .findFirst()
        .orElse(form.info());
  }

  private static List<String> places(ProviderHosts hosts, ProviderSpec spec) {
    return Stream.concat(hosts.egress().stream(), hosts.tokenPlaces(spec.auth()).stream())
        .map(Destination::authority)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * How a person agrees that a provider uses what is theirs at its vendor.
   *
   * @throws CallFailedException {@code not_found}, {@code unsupported}, {@code unavailable}
   */
  public AuthorizationCodeFlow agreement(TenantScope scope, String provider) {
    return grants(scope, provider).agreement();
  }

  /**
   * What a provider signs with, and what it was given for that.
   *
   * @throws CallFailedException {@code not_found}, {@code unavailable}
   */
  public ProviderCredential credential(TenantScope scope, String provider) {
    return grants(scope, provider).credential();
  }

  private ProviderGrants grants(TenantScope scope, String provider) {
    ProviderKey key = new ProviderKey(scope, provider);
    deferred.awaitOpen(scope);
    ProviderForm form = Objects.requireNonNullElseGet(table.life(key).latest(), () -> serving(key));
    HostedConnector connector = connectors.get(form.spec().connector());
    if (connector == null) {
      throw unavailable(form);
    }
    HostServices services =
        new HostServices(
            name -> {
              throw new IllegalStateException("no input names a secret");
            });
    return new ProviderGrants(environment, key, form.spec(), connector, services);
  }

  /** The connector of that id, of the version that takes calls now. */
  Optional<HostedConnector> connector(String id) {
    return Optional.ofNullable(connectors.get(id));
  }

  Collection<String> connectorIds() {
    return connectors.keySet();
  }

  /**
   * Opens a provider and closes it again.
   *
   * @throws CallFailedException when the connector refuses the configuration
   */
  void tryOut(ProviderKey key, ProviderSpec spec, HostedConnector connector) {
    opener.tryOut(key, spec, connector);
  }

  /** Providers that serve and can be asked how they are. */
  Set<ProviderKey> open() {
    return table.open();
  }

  /** The form that is to be looked at; empty when nothing is open for it. */
  Optional<ProviderForm> latestOpen(ProviderKey key) {
    return Optional.ofNullable(table.life(key).latest()).filter(form -> form.instance() != null);
  }

  private ProviderForm serving(ProviderKey key) {
    deferred.awaitOpen(key.scope());
    ProviderForm form = table.serving(key);
    if (form == null) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "there is no provider '%s'".formatted(key.id()));
    }
    return form;
  }

  // What waits for a person is no trouble that passes.
  private static CallFailedException unavailable(ProviderForm form) {
    Health health = form.health();
    if (health.awaitsConsent()) {
      return new CallFailedException(
          FailureCode.FORBIDDEN,
          "provider '%s' waits for its tenant; %s".formatted(form.id(), health.reason()));
    }
    String reason = health.reason() == null ? "" : ": " + health.reason();
    return new CallFailedException(
        FailureCode.UNAVAILABLE,
        "provider '%s' is %s%s"
            .formatted(form.id(), health.state().name().toLowerCase(Locale.ROOT), reason));
  }
}
