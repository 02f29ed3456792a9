package io.auterity.plugins.ai.replay;

import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;

/** Opens the recordings of a provider. */
record ReplayConnector() implements AiConnector {

  @Override
  public String id() {
    return "replay";
  }

  @Override
  public Class<ReplayConfig> config() {
    return ReplayConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    return new ReplayClient(context.id(), context.config(ReplayConfig.class), context.documents());
  }
}
