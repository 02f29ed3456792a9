package io.auterity.plugins.ai.bedrock;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the connector for Amazon Bedrock. */
public final class BedrockPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new BedrockConnector());
  }
}
