package io.auterity.plugins.ai.openai;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the connector for OpenAI-compatible endpoints. */
public final class OpenAiPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new OpenAiConnector());
  }
}
