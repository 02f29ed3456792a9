package io.auterity.plugins.ai.anthropic;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the connectors for Anthropic's Messages API, the vendor's own and at Vertex AI. */
public final class AnthropicPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new AnthropicConnector(), new AnthropicVertexConnector());
  }
}
