package io.auterity.toolkit.ai;

import io.auterity.spi.Connector;
import io.auterity.spi.ai.Ai;

/** A connector of models. */
public interface AiConnector extends Connector<Ai> {

  @Override
  default Class<Ai> kind() {
    return Ai.class;
  }
}
