package io.auterity.plugins.ai.ollama;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the connector for Ollama's API. */
public final class OllamaPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new OllamaConnector());
  }
}
