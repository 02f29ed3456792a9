package io.auterity.provider.health;

import io.auterity.platform.call.TenantScope;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What breakers of all servers found out of late. */
public interface SharedBreakers {

  /** For how long what was found out is of use to others. */
  Duration KEPT = Duration.ofMinutes(1);

  /**
   * Publishes what a server found out; of each provider and offer the latest is kept.
   *
   * @param process of the server
   * @param changes at most {@link BreakerSharing#MOST}
   */
  void publish(TenantScope scope, UUID process, List<ProviderChange> changes);

  /**
   * The latest that other servers, which are there, found out of each provider and offer of a
   * tenant.
   */
  List<Published> published(TenantScope scope, UUID process);

  /**
   * What a breaker of a provider found out.
   *
   * @param age how long ago
   */
  record ProviderChange(String provider, BreakerChange change, Duration age) {

    Subject subject() {
      return new Subject(provider, change.of());
    }
  }

  /** The provider, and what of it, that something was found out of. */
  record Subject(String provider, String of) {}

  /**
   * What another server published.
   *
   * @param version another one for each time that this was published
   */
  record Published(ProviderChange change, String version) {}
}
