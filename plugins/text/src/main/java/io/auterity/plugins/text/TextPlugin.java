package io.auterity.plugins.text;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the local text operations. */
public final class TextPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new TextConnector());
  }
}
