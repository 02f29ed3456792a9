package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.files.ProviderFiles;
import io.auterity.platform.secret.SecretSource;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TokenStore;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.provider.BehalfInvoker;
import io.auterity.provider.call.CpuBoundWork;
import io.auterity.spi.Documents;
import io.auterity.spi.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import java.util.function.UnaryOperator;

/**
 * The environment of providers: the services and limits of the platform that they need.
 *
 * @param tokens where those of a provider are kept
 * @param lives which of the providers that have had its name a tenant's provider is, or would be
 * @param agreements how far tenants let connectors reach
 * @param defaults which providers are the defaults of their kinds
 * @param documents of a tenant's provider
 * @param files what providers keep as files
 * @param inbound where requests for them come in
 * @param behalves carries out what they do on behalf of who calls them
 * @param drainDeadline how long calls may stay in an instance that goes
 * @param firstLook how long an application, or the start, waits for a first look at its providers
 * @param openLimit how long a connector may take to open an instance
 * @param faultsAllowed whether {@code spec.faults} is accepted
 */
public record ProviderEnvironment(
    Time time,
    SecretSource secrets,
    TokensOfLife tokens,
    Function<TransportBinding, Transport> transport,
    ToLongBiFunction<TenantScope, String> lives,
    ReachConsents agreements,
    KindDefaults defaults,
    DocumentsOfLife documents,
    ProviderFiles files,
    InboundAddresses inbound,
    BehalfInvoker behalves,
    CpuBoundWork heavy,
    Duration drainDeadline,
    Duration firstLook,
    Duration openLimit,
    boolean faultsAllowed) {

  /**
   * For a provider that is not stored.
   *
   * @param given values of secrets by name, which go before those that are stored
   * @param shelf where its tokens are kept
   * @param bound what its requests are bound to instead
   * @param mostOpening how long its connector may take to open, within the usual limit
   */
  ProviderEnvironment ofDraft(
      Map<String, String> given,
      TokenStore shelf,
      UnaryOperator<TransportBinding> bound,
      Duration mostOpening) {
    Map<String, String> own = Map.copyOf(given);
    return new ProviderEnvironment(
        time,
        (scope, name, hosts) -> {
          String value = own.get(name);
          return value == null ? secrets.read(scope, name, hosts) : value;
        },
        (scope, provider, life) -> shelf,
        binding -> transport.apply(bound.apply(binding)),
        lives,
        ReachConsents.NONE,
        KindDefaults.NONE,
        documents,
        files,
        inbound,
        behalves,
        heavy,
        drainDeadline,
        firstLook,
        mostOpening.compareTo(openLimit) < 0 ? mostOpening : openLimit,
        false);
  }

  /** Finds where the tokens of a tenant's provider are kept. */
  public interface TokensOfLife {
    /** Those of the provider that has the name in that life. */
    TokenStore of(TenantScope scope, String provider, long life);
  }

  /** Finds the documents of a tenant's provider. */
  public interface DocumentsOfLife {
    /** Those of the provider that has, or had, the name in that life; nothing is read yet. */
    Documents of(TenantScope scope, String provider, long life);
  }

  /** Finds where requests of a kind's own clients come in for a provider. */
  public interface InboundAddresses {

    /** Where there is no door for them. */
    InboundAddresses NONE = (kind, provider) -> Optional.empty();

    /** The address without a slash at its end; empty where there is none. */
    Optional<String> of(String kind, String provider);
  }
}
