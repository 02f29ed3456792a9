package io.auterity.plugins.ai.cohere;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the connector for Cohere. */
public final class CoherePlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new CohereConnector());
  }
}
