package io.auterity.connector.version;

import io.auterity.connector.DescribedConnector;
import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.plugin.ExtendingConnector;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.PluginSource;
import io.auterity.spi.Connector;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A connector as versions of its file are compared.
 *
 * @param extensions what it brings beside its kind
 * @param digests what each of its operations does, by its name in the manifest
 * @param signing the scheme by which its vendor signs what it sends
 */
public record ConnectorForm(
    ConnectorManifest manifest,
    List<Capability> extensions,
    Map<String, String> digests,
    String signing) {

  public ConnectorForm {
    extensions = List.copyOf(extensions);
    digests = Map.copyOf(digests);
  }

  /** One that takes calls. */
  static ConnectorForm of(HostedConnector connector) {
    return of(connector.manifest(), connector.connector());
  }

  /** Those that a text brings. */
  static List<ConnectorForm> of(PluginSource.Content content) {
    List<ConnectorForm> forms = new ArrayList<>();
    for (Connector<?> connector : content.plugin().connectors()) {
      content.manifest().connectors().stream()
          .filter(manifest -> manifest.id().equals(connector.id()))
          .forEach(manifest -> forms.add(of(manifest, connector)));
    }
    return forms;
  }

  private static ConnectorForm of(ConnectorManifest manifest, Connector<?> connector) {
    return new ConnectorForm(
        manifest,
        connector instanceof ExtendingConnector extending ? extending.extensions() : List.of(),
        DescribedConnector.digestsOf(connector),
        DescribedConnector.hintsOf(connector).events());
  }

  /** Id of the connector. */
  public String id() {
    return manifest.id();
  }
}
