package io.auterity.platform.transport;

import io.auterity.spi.PluginManifest.RateLimit;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf requests go out, and where they may go.
 *
 * @param credential names the credential whose rate limit they share; it is no secret
 * @param rateLimit of one credential at one host
 */
public record TransportBinding(
    UUID tenant,
    String provider,
    String connector,
    Set<EgressRule> egress,
    Signing signing,
    String credential,
    @Nullable RateLimit rateLimit) {

  public TransportBinding {
    Objects.requireNonNull(tenant);
    Objects.requireNonNull(provider);
    Objects.requireNonNull(connector);
    egress = Set.copyOf(egress);
    Objects.requireNonNull(signing);
    Objects.requireNonNull(credential);
  }
}
