package io.auterity.plugins.ai.replay;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the connector that plays back recordings. */
public final class ReplayPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new ReplayConnector());
  }
}
