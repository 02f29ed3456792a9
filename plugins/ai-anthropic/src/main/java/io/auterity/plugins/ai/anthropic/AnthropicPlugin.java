package io.auterity.plugins.ai.anthropic;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the connector for Anthropic's Messages API. */
public final class AnthropicPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new AnthropicConnector());
  }
}
