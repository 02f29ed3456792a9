package io.auterity.provider.call;

import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.provider.NoDirectory;
import io.auterity.provider.NoDocuments;
import io.auterity.provider.NoTransport;
import io.auterity.provider.config.ProviderHosts;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.spi.Json;
import java.util.Optional;
import java.util.UUID;

/** Instances of connectors that lie in no jar. */
public final class LooseInstance {

  private LooseInstance() {}

  public static ProviderInstance of(HostedConnector connector) {
    return of(connector, new Owner(new UUID(0, 1), "p"));
  }

  /** One of a tenant's provider. */
  static ProviderInstance of(HostedConnector connector, Owner owner) {
    ConnectorContext context =
        new ConnectorContext(
            owner,
            new PluginPlaces(),
            connector.plugin(),
            Json.EMPTY,
            name -> "secret of " + name,
            new NoTransport(),
            new NoDocuments(),
            new NoDirectory(),
            Optional::empty);
    return ProviderInstance.open(
        connector,
        context,
        new HostServices(name -> name),
        new ProviderHosts(connector, Json.EMPTY).egress(),
        () -> {});
  }

  /** One that has no operations. */
  public static ProviderInstance idle() {
    return of(LooseConnector.of(Object.class, new Object()));
  }
}
