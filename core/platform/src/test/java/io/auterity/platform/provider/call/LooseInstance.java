package io.auterity.platform.provider.call;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.plugin.LooseConnector;
import io.auterity.platform.provider.NoDirectory;
import io.auterity.platform.provider.NoDocuments;
import io.auterity.platform.provider.NoTransport;
import io.auterity.spi.Json;

/** Instances of connectors that lie in no jar. */
public final class LooseInstance {

  private LooseInstance() {}

  public static ProviderInstance of(HostedConnector connector) {
    ConnectorContext context =
        new ConnectorContext(
            "p",
            connector.plugin(),
            Json.EMPTY,
            name -> "secret of " + name,
            new NoTransport(),
            new NoDocuments(),
            new NoDirectory());
    return ProviderInstance.open(connector, context, new HostServices(name -> name), () -> {});
  }

  /** One that has no operations. */
  public static ProviderInstance idle() {
    return of(LooseConnector.of(Object.class, new Object()));
  }
}
