package io.auterity.platform.provider.call;

import io.auterity.spi.Documents;
import io.auterity.spi.Json;
import io.auterity.spi.PluginContext;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ProviderDirectory;
import io.auterity.spi.Secrets;
import io.auterity.spi.Transport;

/** What a connector gets on behalf of one provider. */
public record ConnectorContext(
    String id,
    PluginContext plugin,
    Json.Obj config,
    Secrets secrets,
    Transport transport,
    Documents documents,
    ProviderDirectory directory)
    implements ProviderContext {

  /** The same with another way out. */
  ConnectorContext through(Transport other) {
    return new ConnectorContext(id, plugin, config, secrets, other, documents, directory);
  }
}
