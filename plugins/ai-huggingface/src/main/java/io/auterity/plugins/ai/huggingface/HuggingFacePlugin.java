package io.auterity.plugins.ai.huggingface;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the connector for tasks of Hugging Face's models. */
public final class HuggingFacePlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new HuggingFaceConnector());
  }
}
