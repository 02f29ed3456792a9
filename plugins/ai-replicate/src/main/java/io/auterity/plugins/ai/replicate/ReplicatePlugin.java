package io.auterity.plugins.ai.replicate;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the connector for Replicate. */
public final class ReplicatePlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new ReplicateConnector());
  }
}
