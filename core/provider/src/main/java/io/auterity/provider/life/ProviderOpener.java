package io.auterity.provider.life;

import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.platform.secret.SecretSource;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.provider.call.ConnectorContext;
import io.auterity.provider.call.HostServices;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.config.ProviderHosts;
import io.auterity.provider.config.ProviderRate;
import io.auterity.provider.config.ProviderSecrets;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.HostedPlugin;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.manifest.ConfigForm;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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

  /**
   * The result of opening.
   *
   * @param instance null where that failed
   * @param failure null where it did not
   */
  record Opened(@Nullable ProviderInstance instance, @Nullable Failure failure) {

    /** The form that has it, which is in error where there is none. */
    ProviderForm form(
        ProviderLifecycle life, ProviderSpec spec, Health health, HostedConnector connector) {
      Health found = failure == null ? health : Health.error(failure.message());
      return life.form(spec, found, instance, connector);
    }
  }

  /** Opens an instance, which may take as long as the limit; to be asked without any lock. */
  Opened open(ProviderKey key, ProviderSpec spec, HostedConnector connector) {
    try {
      ProviderInstance instance = opened(key, spec, connector);
      open.add(instance);
      return new Opened(instance, null);
    } catch (CallFailedException e) {
      return new Opened(null, e.failure());
    }
  }

  /**
   * Opens a provider and closes it again.
   *
   * @throws CallFailedException when the connector refuses the configuration
   */
  void tryOut(ProviderKey key, ProviderSpec spec, HostedConnector connector) {
    boolean _ = briefly(key, spec, connector, instance -> true);
  }

  /**
   * Opens a provider for something that sends nothing, and closes it again.
   *
   * @throws CallFailedException when the connector refuses the configuration
   */
  <T> T briefly(
      ProviderKey key,
      ProviderSpec spec,
      HostedConnector connector,
      Function<ProviderInstance, T> use) {
    ProviderInstance instance = opened(key, spec, connector);
    try {
      return use.apply(instance);
    } finally {
      instance.close();
    }
  }

  /** Closes what was opened and not used; null for nothing. */
  void discard(@Nullable Opened unused) {
    ProviderInstance instance = unused == null ? null : unused.instance();
    if (instance != null) {
      open.remove(instance);
      instance.close();
    }
  }

  /** Ends an instance that no form refers to any more, once its calls have ended. */
  void retireLater(ProviderInstance going) {
    Thread.ofVirtual()
        .name("retire-" + going.context().id())
        .start(() -> retire(going, environment.drainDeadline()));
  }

  /** Ends what a provider has open that was removed, and then deletes its files. */
  void retireRemoved(ProviderKey key, Set<ProviderInstance> going) {
    Thread.ofVirtual()
        .name("remove-" + key.id())
        .start(
            () -> {
              going.forEach(instance -> retire(instance, environment.drainDeadline()));
              environment
                  .files()
                  .removeFormer(
                      key.scope(),
                      key.id(),
                      () -> environment.lives().applyAsLong(key.scope(), key.id()));
            });
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
    ProviderHosts hosts = new ProviderHosts(connector, spec.config());
    HostServices services =
        new HostServices(
            name -> environment.secrets().read(key.scope(), name, hosts.reach()),
            (caller, call) -> environment.behalves().of(caller, key.id(), spec.life(), call));
    TransportBinding binding =
        new TransportBinding(
            key.scope(),
            key.id(),
            connector.id(),
            hosts.egress(),
            hosts.credentialTo(),
            new ProviderSigning(environment, key, spec, connector, services).signing(),
            spec.credential(key.id()),
            ProviderRate.pacing(spec.rate(), connector.manifest()),
            !ProviderSecrets.named(spec.config()).isEmpty(),
            spec.handed());
    ConnectorContext context =
        new ConnectorContext(
            new Owner(key.scope().tenant(), key.id()),
            environment.heavy().ofPlugins(),
            connector.plugin(),
            new ConfigForm(connector.manifest().config()).filled(spec.config()),
            new ProviderSecrets(
                key.scope(), key.id(), spec.config(), hosts.reach(), secrets(services)),
            environment.transport().apply(binding),
            services.serve(
                environment.documents().of(key.scope(), key.id(), spec.life()), connector.events()),
            environment.files().of(key.scope(), key.id(), spec.life()),
            () -> environment.inbound().of(connector.manifest().kind(), key.id()));
    return new OpenLimit(environment.openLimit())
        .open(
            key.id(),
            connector,
            () ->
                ProviderInstance.open(
                    connector, context, services, binding.egress(), binding::requireSignature));
  }

  private SecretSource secrets(HostServices services) {
    return (scope, name, reach) ->
        services.secret(() -> environment.secrets().read(scope, name, reach));
  }
}
