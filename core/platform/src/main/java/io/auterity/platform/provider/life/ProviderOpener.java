package io.auterity.platform.provider.life;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.HostedPlugin;
import io.auterity.platform.provider.call.ConnectorContext;
import io.auterity.platform.provider.call.HostServices;
import io.auterity.platform.provider.call.ProviderInstance;
import io.auterity.platform.provider.config.ProviderHosts;
import io.auterity.platform.provider.config.ProviderSecrets;
import io.auterity.platform.provider.config.ProviderSpec;
import io.auterity.platform.provider.life.ProviderTable.ProviderKey;
import io.auterity.platform.secret.SecretSource;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens connectors for providers, each with a transport that has its egress and credential, and
 * ends what is open.
 */
final class ProviderOpener {

  private final ProviderEnvironment environment;
  private final Set<ProviderInstance> open = ConcurrentHashMap.newKeySet();

  ProviderOpener(ProviderEnvironment environment) {
    this.environment = environment;
  }

  /** The form of a spec that follows in this life, with what had to be opened for it. */
  ProviderForm next(
      ProviderKey key, ProviderLife life, ProviderSpec spec, @Nullable HostedConnector connector) {
    Optional<ProviderForm> unopened = life.unopened(spec, connector);
    if (unopened.isPresent() || connector == null) {
      return unopened.orElseThrow();
    }
    try {
      return life.form(spec, Health.PENDING, open(key, spec, connector), connector);
    } catch (CallFailedException e) {
      return life.form(spec, Health.error(e.failure().message()), null, connector);
    }
  }

  /**
   * Opens an instance.
   *
   * @throws CallFailedException when the connector refuses the configuration
   */
  ProviderInstance open(ProviderKey key, ProviderSpec spec, HostedConnector connector) {
    ProviderInstance instance = opened(key, spec, connector);
    open.add(instance);
    return instance;
  }

  /**
   * Opens a provider and closes it again.
   *
   * @throws CallFailedException when the connector refuses the configuration
   */
  void tryOut(ProviderKey key, ProviderSpec spec, HostedConnector connector) {
    opened(key, spec, connector).close();
  }

  /** Closes an instance that nobody has used. */
  void discard(ProviderInstance instance) {
    open.remove(instance);
    instance.close();
  }

  /** Ends an instance that no form refers to any more, once its calls have ended. */
  void retireLater(ProviderInstance going) {
    Thread.ofVirtual()
        .name("retire-" + going.context().id())
        .start(() -> retire(going, environment.drainDeadline()));
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

  private ProviderInstance opened(ProviderKey key, ProviderSpec spec, HostedConnector connector) {
    HostServices services = new HostServices();
    ProviderHosts hosts = new ProviderHosts(connector, spec.config());
    TransportBinding binding =
        new TransportBinding(
            key.scope().tenant(),
            key.id(),
            connector.id(),
            hosts.egress(),
            hosts.credentialTo(),
            new ProviderSigning(environment, key, spec, connector, services).signing(),
            spec.credential(key.id()),
            connector.manifest().rateLimit());
    ConnectorContext context =
        new ConnectorContext(
            key.id(),
            connector.plugin(),
            spec.config(),
            new ProviderSecrets(
                key.scope(), key.id(), spec.config(), hosts.reach(), secrets(services)),
            environment.transport().apply(binding),
            services.serve(environment.documents().apply(key.scope(), key.id())));
    return ProviderInstance.open(connector, context, services, binding::requireSignature);
  }

  private SecretSource secrets(HostServices services) {
    return (scope, name, reach) ->
        services.secret(() -> environment.secrets().read(scope, name, reach));
  }
}
