package io.auterity.platform.provider;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.LooseConnector;
import io.auterity.spi.Json;

/** Instances of connectors that lie in no jar. */
final class LooseInstance {

  private LooseInstance() {}

  static ProviderInstance of(HostedConnector connector) {
    ConnectorContext context =
        new ConnectorContext(
            "p",
            connector.plugin(),
            Json.EMPTY,
            name -> "secret of " + name,
            new NoTransport(),
            new NoDocuments());
    return ProviderInstance.open(connector, context, new HostServices());
  }

  /** One that has no operations. */
  static ProviderInstance idle() {
    return of(LooseConnector.of(Object.class, new Object()));
  }
}
