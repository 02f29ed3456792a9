package io.auterity.plugins.ai.google;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the connectors for Google's models. */
public final class GooglePlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(GoogleConnector.gemini(), GoogleConnector.vertex());
  }
}
