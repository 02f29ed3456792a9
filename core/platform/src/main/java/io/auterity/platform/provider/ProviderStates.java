package io.auterity.platform.provider;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.HostedPlugin;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the next state of a provider, opening instances for it, and retires those that go. */
final class ProviderStates {

  private static final String UNVERIFIED =
      "its connector is unverified (V0): set disabled to false to use it";

  private final ProviderOpener opener;
  private final Duration drainDeadline;
  private final Set<ProviderInstance> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<ProviderKey, Long> generations = new ConcurrentHashMap<>();

  ProviderStates(ProviderEnvironment environment) {
    this.opener = new ProviderOpener(environment);
    this.drainDeadline = environment.drainDeadline();
  }

  /** After its spec was applied; what is open is kept when it serves the new spec as well. */
  HostedProvider applied(
      ProviderKey key,
      ProviderSpec spec,
      @Nullable HostedProvider before,
      @Nullable HostedConnector connector) {
    if (connector == null) {
      return orphan(key, spec);
    }
    if (disabled(spec, connector)) {
      return disabledBy(key, spec, connector);
    }
    if (before != null && before.instance() != null && before.spec().sameInstance(spec)) {
      return HostedProvider.of(
          key.id(), spec, before.generation(), before.health(), before.instance(), connector);
    }
    return opened(key, spec, connector);
  }

  /**
   * After its plugin came, in whatever version.
   *
   * @throws CallFailedException when it works now and the new version would not serve it
   */
  HostedProvider moved(ProviderKey key, HostedProvider before, HostedConnector connector) {
    if (before.instance() == null) {
      return applied(key, before.spec(), null, connector);
    }
    ProviderInstance instance = open(key, before.spec(), connector);
    return HostedProvider.of(
        key.id(), before.spec(), next(key), before.health(), instance, connector);
  }

  /** While no started plugin brings its connector. */
  HostedProvider orphan(ProviderKey key, ProviderSpec spec) {
    return HostedProvider.orphan(key.id(), spec, next(key));
  }

  /**
   * Opens a provider and closes it again.
   *
   * @throws CallFailedException when the connector refuses the configuration
   */
  void tryOut(TenantScope scope, String id, ProviderSpec spec, HostedConnector connector) {
    opener.open(scope, id, spec, connector).close();
  }

  /** Closes an instance that nobody has used. */
  void discard(ProviderInstance instance) {
    open.remove(instance);
    instance.close();
  }

  /** Ends an instance that no state refers to any more, once its calls have ended. */
  void retireLater(ProviderInstance going) {
    Thread.ofVirtual()
        .name("retire-" + going.context().id())
        .start(() -> retire(going, drainDeadline));
  }

  /** Ends all instances of a plugin and tells how many calls were cancelled. */
  int retireAll(HostedPlugin plugin, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    int cancelled = 0;
    for (ProviderInstance instance : open) {
      if (plugin.brings(instance.connector())) {
        long left = Math.max(0, end - System.nanoTime());
        cancelled += retire(instance, Duration.ofNanos(left));
      }
    }
    return cancelled;
  }

  private int retire(ProviderInstance instance, Duration deadline) {
    int cancelled = instance.retire(deadline);
    open.remove(instance);
    return cancelled;
  }

  private HostedProvider opened(ProviderKey key, ProviderSpec spec, HostedConnector connector) {
    try {
      ProviderInstance instance = open(key, spec, connector);
      return HostedProvider.of(key.id(), spec, next(key), Health.PENDING, instance, connector);
    } catch (CallFailedException e) {
      Health refused = Health.error(e.failure().message());
      return HostedProvider.of(key.id(), spec, next(key), refused, null, connector);
    }
  }

  private ProviderInstance open(ProviderKey key, ProviderSpec spec, HostedConnector connector) {
    ProviderInstance instance = opener.open(key.scope(), key.id(), spec, connector);
    open.add(instance);
    return instance;
  }

  private HostedProvider disabledBy(ProviderKey key, ProviderSpec spec, HostedConnector connector) {
    Health health = Health.disabled(spec.disabled() == null ? UNVERIFIED : "its spec says so");
    return HostedProvider.of(key.id(), spec, next(key), health, null, connector);
  }

  private static boolean disabled(ProviderSpec spec, HostedConnector connector) {
    return spec.disabled() == null ? connector.manifest().grade().equals("V0") : spec.disabled();
  }

  /** It is gone; one of the same name that comes later begins anew. */
  void forget(ProviderKey key) {
    generations.remove(key);
  }

  private long next(ProviderKey key) {
    return generations.merge(key, 1L, Long::sum);
  }
}
