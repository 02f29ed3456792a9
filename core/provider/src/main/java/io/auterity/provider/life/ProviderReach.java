package io.auterity.provider.life;

import io.auterity.provider.config.ConnectorReach;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.util.Objects;

/**
 * The reach of a provider's present connector version, and the reach that its tenant allows: none
 * while nothing is known of its consent. What jars bring is allowed, as these are the operator's.
 */
record ProviderReach(String provider, ProviderSpec spec, HostedConnector connector) {

  String plugin() {
    return connector.plugin().manifest().id();
  }

  String version() {
    return connector.plugin().manifest().version();
  }

  /** What its tenant has not agreed to. */
  ConnectorReach further() {
    return connector.ofFile() ? further(spec, connector.manifest()) : ConnectorReach.NOWHERE;
  }

  /** What the tenant of a provider of a file's connector has not agreed to. */
  static ConnectorReach further(ProviderSpec spec, ConnectorManifest manifest) {
    ConnectorReach agreed = Objects.requireNonNullElse(spec.agreed(), ConnectorReach.NOWHERE);
    return now(spec, manifest).beyond(agreed, spec.config());
  }

  private static ConnectorReach now(ProviderSpec spec, ConnectorManifest manifest) {
    return ConnectorReach.of(manifest, spec.auth().kind()::equals);
  }

  /** What its tenant has agreed to, and what it would agree to. */
  ConnectorReach together() {
    ConnectorReach agreed = spec.agreed();
    ConnectorReach now = now(spec, connector.manifest());
    return agreed == null ? now : now.and(agreed);
  }

  /** Why it waits, and what to do. */
  String reason() {
    ConnectorReach further = further();
    String places =
        String.join(
            ", ",
            (further.hosts().isEmpty() ? further.credential() : further.hosts())
                .stream()
                    .sorted()
                    .map(place -> ConnectorReach.shown(place, spec.config()))
                    .toList());
    return "consent_needed: version %s of its plugin '%s' would %s %s: look at GET /api/v1/providers/%s/consent and agree there, or have the plugin rolled back"
        .formatted(
            version(),
            plugin(),
            further.hosts().isEmpty() ? "send its credential also to" : "also go to",
            places,
            provider);
  }
}
