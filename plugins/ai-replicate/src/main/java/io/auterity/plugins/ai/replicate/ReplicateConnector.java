package io.auterity.plugins.ai.replicate;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;
import io.auterity.toolkit.ai.ModelListCheck;

/** Opens Replicate for a provider. */
record ReplicateConnector() implements AiConnector {

  @Override
  public String id() {
    return "replicate";
  }

  @Override
  public Class<ReplicateConfig> config() {
    return ReplicateConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    ReplicateConfig config = context.config(ReplicateConfig.class);
    return new ReplicateClient(config, config.endpoint());
  }

  @Override
  public void check(Ai instance, Call call) {
    ModelListCheck.check(instance, call);
  }
}
