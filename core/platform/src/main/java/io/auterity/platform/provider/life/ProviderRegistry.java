package io.auterity.platform.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.HostedPlugin;
import io.auterity.platform.plugin.PluginListener;
import io.auterity.platform.provider.Lease;
import io.auterity.platform.provider.ProviderDetail;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.platform.provider.Providers;
import io.auterity.platform.provider.call.HostServices;
import io.auterity.platform.provider.call.ProviderInstance;
import io.auterity.platform.provider.config.ConnectorReach;
import io.auterity.platform.provider.config.ProviderHosts;
import io.auterity.platform.provider.config.ProviderSpec;
import io.auterity.platform.provider.life.Agreements.Agreed;
import io.auterity.platform.provider.life.ProviderOpener.Opened;
import io.auterity.platform.provider.life.ProviderTable.ProviderKey;
import io.auterity.platform.transport.Destination;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.Webhooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The providers of all tenants and what is open for them: drives the {@link ProviderLife} of each.
 * Reading and leasing take no lock: a change builds the tenant's new state aside and replaces the
 * reference; an instance that has been replaced lets nobody in once it drains, and a lease that
 * meets it then reads the state again.
 */
public final class ProviderRegistry implements Providers, PluginListener {

  private final ProviderEnvironment environment;
  private final FreshStart fresh;
  private final ProviderOpener opener;
  private final ProviderTable table = new ProviderTable();
  private final Map<String, HostedConnector> connectors = new ConcurrentHashMap<>();
  private final ReentrantLock changes = new ReentrantLock();

  public ProviderRegistry(ProviderEnvironment environment) {
    this(environment, FreshStart.NONE);
  }

  /** Providers of which others remember something; {@code fresh} must not call back. */
  public ProviderRegistry(ProviderEnvironment environment, FreshStart fresh) {
    this.environment = environment;
    this.fresh = fresh;
    this.opener = new ProviderOpener(environment);
  }

  /** Those that have or have had providers. */
  public Set<TenantScope> tenants() {
    return table.tenants();
  }

  @Override
  public List<ProviderInfo> of(TenantScope scope) {
    return table.infos(scope);
  }

  @Override
  public Lease lease(TenantScope scope, String provider) {
    return lease(scope, provider, null);
  }

  // What is leased is an instance of the very form that was looked at.
  @Override
  public Lease lease(TenantScope scope, String provider, @Nullable String only) {
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
    return HeldWebhooks.of(
        new HeldWebhooks.Opening() {
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

  /**
   * A tenant lets the connector of a provider reach so far; one that waited for it is opened, and
   * one that may reach nowhere any more waits.
   */
  void agreed(TenantScope scope, Agreed agreed) {
    ProviderKey key = new ProviderKey(scope, agreed.provider());
    if (agreed.reach().isEmpty()) {
      change(
          () ->
              advance(
                  key,
                  life ->
                      life.withdrawing(
                          agreed.connector(), agreed.life(), connectors.get(agreed.connector()))));
      return;
    }
    change(
        () -> {
          ProviderLife before = table.life(key);
          ProviderLife after = before.agreeing(agreed.connector(), agreed.life(), agreed.reach());
          if (!after.equals(before)) {
            table.put(key, after);
            release(key, after);
          }
        });
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
  FormerProvider former(ProviderKey key, Json.Obj spec) {
    ProviderForm form = table.life(key).latest();
    ProviderSpec known = form == null ? ProviderSpec.read(spec) : form.spec();
    HostedConnector connector = connectors.get(known.connector());
    boolean asked = connector == null || connector.ofFile();
    ConnectorReach agreed = Objects.requireNonNullElse(known.agreed(), ConnectorReach.NOWHERE);
    return new FormerProvider(key.id(), known.life(), spec, asked ? agreed : null);
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

  private void release(ProviderKey key, ProviderLife life) {
    ProviderForm form = life.serving();
    HostedConnector connector = form == null ? null : connectors.get(form.spec().connector());
    if (form != null
        && connector != null
        && form.instance() == null
        && life.unopened(form.spec(), connector).isEmpty()) {
      ProviderForm opening = form.with(Health.opening("it is opened, as its tenant agreed"));
      table.put(key, life.moved(opening));
      openLater(key, new PluginMove.Left(opening, Health.PENDING));
    }
  }

  /**
   * Ids of the providers of each tenant that wait, or would, for its consent.
   *
   * @param connectors what brings them, by id
   */
  public Map<TenantScope, List<String>> waitingFor(Map<String, ConnectorManifest> connectors) {
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
    return new ProviderDetail(form.info(), egress, form.spec().faults());
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
  public VendorAgreement agreement(TenantScope scope, String provider) {
    return signing(scope, provider).agreement();
  }

  /**
   * What a provider signs with, and what it was given for that.
   *
   * @throws CallFailedException {@code not_found}, {@code unavailable}
   */
  public ProviderCredential credential(TenantScope scope, String provider) {
    return signing(scope, provider).credential();
  }

  private ProviderSigning signing(TenantScope scope, String provider) {
    ProviderKey key = new ProviderKey(scope, provider);
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
    return new ProviderSigning(environment, key, form.spec(), connector, services);
  }

  @Override
  public Handover prepare(HostedPlugin plugin) {
    PluginMove move =
        new PluginMove(
            plugin, connectors, table, opener, changes, () -> endWaits(plugin), this::openLater);
    boolean prepared = false;
    try {
      move.prepare();
      prepared = true;
      return move;
    } finally {
      if (!prepared) {
        move.close();
      }
    }
  }

  private void openLater(ProviderKey key, PluginMove.Left left) {
    Thread.ofVirtual().name("open-" + key.id()).start(() -> openLeft(key, left));
  }

  // Whoever applied it anew since, or moved its plugin on, has opened it.
  private void openLeft(ProviderKey key, PluginMove.Left left) {
    ProviderSpec spec = left.form().spec();
    HostedConnector connector = connectors.get(spec.connector());
    if (connector == null) {
      return;
    }
    Opened opened = opener.open(key, spec, connector);
    boolean taken = false;
    changes.lock();
    try {
      taken =
          left.form().equals(table.life(key).latest())
              && connector.equals(connectors.get(spec.connector()));
      if (taken) {
        advance(key, life -> life.applied(opened.form(life, spec, left.health(), connector)));
        begin(key, spec, true);
      }
    } finally {
      changes.unlock();
      if (!taken) {
        opener.discard(opened);
      }
    }
  }

  @Override
  public void withdraw(HostedPlugin plugin) {
    change(
        () -> {
          endWaits(plugin);
          plugin.connectors().forEach(connector -> connectors.remove(connector.id()));
          table.open().forEach(key -> orphan(key, plugin));
        });
  }

  @Override
  public int drain(HostedPlugin plugin, Duration deadline) {
    return opener.retireAll(plugin, deadline);
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

  /**
   * Puts a spec in force, at once unless a form serves meanwhile. Its connector opens it without
   * the lock, and again where another version of that came in the meantime.
   */
  void apply(ProviderKey key, ProviderSpec wanted) {
    boolean applied = false;
    while (!applied) {
      ProviderSpec spec = table.life(key).knowing(wanted);
      HostedConnector connector = connectors.get(spec.connector());
      Opened opened =
          connector != null && table.life(key).unopened(spec, connector).isEmpty()
              ? opener.open(key, spec, connector)
              : null;
      applied = applied(key, spec, connector, opened);
    }
  }

  /** Whether what was opened, or that nothing was, suits the form that follows now. */
  private boolean applied(
      ProviderKey key,
      ProviderSpec spec,
      @Nullable HostedConnector connector,
      @Nullable Opened opened) {
    boolean taken = false;
    changes.lock();
    try {
      ProviderForm form = form(table.life(key), spec, connector, opened);
      if (form == null
          || !spec.equals(table.life(key).knowing(spec))
          || !Objects.equals(connector, connectors.get(spec.connector()))) {
        return false;
      }
      taken = opened != null && Objects.equals(form.instance(), opened.instance());
      advance(key, life -> life.applied(form));
      begin(key, spec, true);
      return true;
    } finally {
      changes.unlock();
      if (!taken) {
        opener.discard(opened);
      }
    }
  }

  private static @Nullable ProviderForm form(
      ProviderLife life,
      ProviderSpec spec,
      @Nullable HostedConnector connector,
      @Nullable Opened opened) {
    ProviderForm unopened = life.unopened(spec, connector).orElse(null);
    return unopened == null && connector != null && opened != null
        ? opened.form(life, spec, Health.PENDING, connector)
        : unopened;
  }

  /** A spec was applied that is in force already. */
  void applyAgain(ProviderKey key) {
    change(
        () -> {
          ProviderForm latest = table.life(key).latest();
          if (latest != null) {
            begin(key, latest.spec(), false);
          }
        });
  }

  /** It is gone; one of the same name that comes later begins anew. */
  void remove(ProviderKey key) {
    change(
        () -> {
          Set<ProviderInstance> going = table.life(key).instances();
          table.remove(key);
          opener.retireRemoved(key, going);
        });
  }

  /** Providers that serve and can be asked how they are. */
  Set<ProviderKey> open() {
    return table.open();
  }

  /** The form that is to be looked at; empty when nothing is open for it. */
  Optional<ProviderForm> latestOpen(ProviderKey key) {
    return Optional.ofNullable(table.life(key).latest()).filter(form -> form.instance() != null);
  }

  /** A look at an instance begins. */
  void looking(ProviderKey key, ProviderInstance instance) {
    if (table.life(key).waiting() != null) {
      long now = environment.time().nanos();
      change(() -> advance(key, life -> life.looking(instance, now)));
    }
  }

  /** Takes in the finding of a look; null when the provider answered. */
  void looked(ProviderKey key, ProviderInstance instance, @Nullable Failure failure) {
    change(() -> endWait(key, life -> life.looked(instance, failure)));
  }

  /** Puts those in force whose first look has lasted as long. */
  void endOverdueLooks(Duration longest) {
    long now = environment.time().nanos();
    Set<ProviderKey> waiting = table.waiting();
    if (!waiting.isEmpty()) {
      change(() -> waiting.forEach(key -> endWait(key, life -> life.overdue(now, longest))));
    }
  }

  private void endWaits(HostedPlugin plugin) {
    Set<String> changing =
        plugin.connectors().stream().map(HostedConnector::id).collect(Collectors.toSet());
    table.waiting().forEach(key -> endWait(key, life -> life.changing(changing)));
  }

  private void endWait(ProviderKey key, UnaryOperator<ProviderLife> step) {
    boolean waited = table.life(key).waiting() != null;
    advance(key, step);
    ProviderLife after = table.life(key);
    if (waited && after.waiting() == null && after.serving() != null) {
      begin(key, after.serving().spec(), true);
    }
  }

  // Takes a step and ends the instances that nothing refers to any more.
  private void advance(ProviderKey key, UnaryOperator<ProviderLife> step) {
    ProviderLife before = table.life(key);
    ProviderLife after = step.apply(before);
    if (!after.equals(before)) {
      table.put(key, after);
      Set<ProviderInstance> going = before.instances();
      going.removeAll(after.instances());
      going.forEach(opener::retireLater);
    }
  }

  private void orphan(ProviderKey key, HostedPlugin plugin) {
    ProviderLife life = table.life(key);
    ProviderForm form = life.serving();
    if (form != null && form.instance() != null && plugin.brings(form.instance().connector())) {
      table.put(key, life.moved(life.orphan(form.spec())));
    }
  }

  private void begin(ProviderKey key, ProviderSpec spec, boolean changed) {
    fresh.of(key.scope(), key.id(), spec.credential(key.id()), changed);
  }

  private void change(Runnable change) {
    changes.lock();
    try {
      change.run();
    } finally {
      changes.unlock();
    }
  }

  private ProviderForm serving(ProviderKey key) {
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
