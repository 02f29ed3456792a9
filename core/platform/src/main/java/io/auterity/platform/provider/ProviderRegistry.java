package io.auterity.platform.provider;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.HostedPlugin;
import io.auterity.platform.plugin.PluginListener;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The providers of all tenants and what is open for them. Reading and leasing take no lock: a
 * change builds the tenant's new state aside and replaces the reference; an instance that has been
 * replaced lets nobody in once it drains, and a lease that meets it then reads the state again.
 */
public final class ProviderRegistry implements Providers, PluginListener {

  private final ProviderEnvironment environment;
  private final ProviderStates states;
  private final ProviderTable table = new ProviderTable();
  private final Succession succession;
  private final Map<String, HostedConnector> connectors = new ConcurrentHashMap<>();
  private final ReentrantLock changes = new ReentrantLock();

  public ProviderRegistry(ProviderEnvironment environment) {
    this(environment, FreshStart.NONE);
  }

  /** Providers of which others remember something; {@code fresh} must not call back. */
  public ProviderRegistry(ProviderEnvironment environment, FreshStart fresh) {
    this.environment = environment;
    this.states = new ProviderStates(environment);
    this.succession = new Succession(table, states, environment.time(), fresh);
  }

  @Override
  public List<ProviderInfo> of(TenantScope scope) {
    return table.infos(scope);
  }

  @Override
  public Lease lease(TenantScope scope, String provider) {
    while (true) {
      HostedProvider found = get(new ProviderKey(scope, provider));
      ProviderInstance instance = found.instance();
      if (instance == null || !found.health().usable()) {
        throw unavailable(found);
      }
      if (instance.gate().enter()) {
        return new ProviderLease(found, instance, environment.heavy(), environment.time());
      }
    }
  }

  /**
   * A provider with what only its page shows.
   *
   * @throws CallFailedException {@code not_found}
   */
  public ProviderDetail detail(TenantScope scope, String provider) {
    return ProviderDetail.of(get(new ProviderKey(scope, provider)));
  }

  @Override
  public Handover prepare(HostedPlugin plugin) {
    changes.lock();
    ProviderHandover handover =
        new ProviderHandover(table, states, connectors, plugin, changes::unlock);
    boolean prepared = false;
    try {
      succession.endWaits(plugin);
      handover.prepare();
      prepared = true;
      return handover;
    } finally {
      if (!prepared) {
        handover.close();
      }
    }
  }

  @Override
  public void withdraw(HostedPlugin plugin) {
    changes.lock();
    try {
      succession.endWaits(plugin);
      plugin.connectors().forEach(connector -> connectors.remove(connector.id()));
      checkable()
          .forEach(
              (key, instance) -> {
                if (plugin.brings(instance.connector())) {
                  table.put(key, states.orphan(key, get(key).spec()));
                }
              });
    } finally {
      changes.unlock();
    }
  }

  @Override
  public int drain(HostedPlugin plugin, Duration deadline) {
    return states.retireAll(plugin, deadline);
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
  void tryOut(TenantScope scope, String id, ProviderSpec spec, HostedConnector connector) {
    states.tryOut(scope, id, spec, connector);
  }

  /** Puts a spec in force. */
  void apply(ProviderKey key, ProviderSpec spec) {
    change(() -> succession.apply(key, spec, connectors.get(spec.connector())));
  }

  /** A spec was applied that is in force already. */
  void applyAgain(ProviderKey key) {
    change(() -> succession.applyAgain(key));
  }

  void remove(ProviderKey key) {
    change(() -> succession.remove(key));
  }

  /** Puts those in force whose first look has lasted as long. */
  void endWaits(Duration longest) {
    if (succession.waits()) {
      change(() -> succession.endWaits(longest));
    }
  }

  /** Providers that can be asked how they are. */
  Map<ProviderKey, ProviderInstance> checkable() {
    Map<ProviderKey, ProviderInstance> all = new HashMap<>();
    for (ProviderKey key : table.keys()) {
      HostedProvider provider = table.get(key);
      if (provider != null && provider.instance() != null) {
        all.put(key, provider.instance());
      }
    }
    return all;
  }

  /** What is open for a provider and to be looked at, with its health; empty when nothing is. */
  Optional<Checked> checkable(ProviderKey key) {
    HostedProvider provider = succession.latest(key);
    return provider == null || provider.instance() == null
        ? Optional.empty()
        : Optional.of(new Checked(provider.instance(), provider.health()));
  }

  /** An instance with its health. */
  record Checked(ProviderInstance instance, Health health) {}

  /** The first look at an instance begins now, as later ones do. */
  void looking(ProviderKey key, ProviderInstance instance) {
    if (succession.waits()) {
      change(() -> succession.looking(key, instance));
    }
  }

  /** Takes in the finding of a check; null when the provider answered. */
  void checked(ProviderKey key, ProviderInstance instance, @Nullable Failure failure) {
    change(() -> succession.checked(key, instance, failure));
  }

  private void change(Runnable change) {
    changes.lock();
    try {
      change.run();
    } finally {
      changes.unlock();
    }
  }

  private HostedProvider get(ProviderKey key) {
    HostedProvider provider = table.get(key);
    if (provider == null) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "there is no provider '%s'".formatted(key.id()));
    }
    return provider;
  }

  private static CallFailedException unavailable(HostedProvider provider) {
    Health health = provider.health();
    String reason = health.reason() == null ? "" : ": " + health.reason();
    return new CallFailedException(
        FailureCode.UNAVAILABLE,
        "provider '%s' is %s%s"
            .formatted(provider.id(), health.state().name().toLowerCase(Locale.ROOT), reason));
  }
}
