package io.auterity.platform.provider;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One provider of one tenant at one moment; immutable.
 *
 * @param instance null while it cannot be called
 */
record HostedProvider(
    ProviderSpec spec, Health health, @Nullable ProviderInstance instance, ProviderInfo info) {

  /** A provider whose connector is loaded. */
  static HostedProvider of(
      String id,
      ProviderSpec spec,
      long generation,
      Health health,
      @Nullable ProviderInstance instance,
      HostedConnector connector) {
    PluginManifest plugin = connector.plugin().manifest();
    ConnectorManifest manifest = connector.manifest();
    ProviderInfo info =
        new ProviderInfo(
            id,
            manifest.kind(),
            manifest.id(),
            plugin.id(),
            plugin.version(),
            generation,
            manifest.marks(),
            manifest.grade(),
            health.state(),
            health.reason(),
            manifest.support(),
            spec.slots(),
            spec.models(),
            spec.prices(),
            health.mendable());
    return new HostedProvider(spec, health, instance, info);
  }

  /** A provider whose connector no started plugin brings. */
  static HostedProvider orphan(String id, ProviderSpec spec, long generation) {
    Health health = Health.error("no started plugin brings the connector " + spec.connector());
    ProviderInfo info =
        new ProviderInfo(
            id,
            "",
            spec.connector(),
            "",
            "",
            generation,
            List.of(),
            "V0",
            health.state(),
            health.reason(),
            Map.of(),
            spec.slots(),
            spec.models(),
            spec.prices(),
            health.mendable());
    return new HostedProvider(spec, health, null, info);
  }

  String id() {
    return info.id();
  }

  long generation() {
    return info.generation();
  }

  InjectedFaults faults() {
    return new InjectedFaults(spec.faults());
  }

  /** With what a check has found. */
  HostedProvider with(Health found) {
    ProviderInfo restated = info.in(found.state(), found.reason(), found.mendable());
    return new HostedProvider(spec, found, instance, restated);
  }
}
