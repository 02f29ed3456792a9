package io.auterity.plugins.ai.openai;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginContext;
import java.util.List;

/** Brings the connector for OpenAI-compatible endpoints, and one for each preset of a vendor. */
public final class OpenAiPlugin implements Plugin {

  private List<Connector<?>> connectors = List.of();

  @Override
  public void start(PluginContext context) {
    connectors =
        context.manifest().connectors().stream().<Connector<?>>map(OpenAiConnector::of).toList();
  }

  @Override
  public List<Connector<?>> connectors() {
    return connectors;
  }
}
