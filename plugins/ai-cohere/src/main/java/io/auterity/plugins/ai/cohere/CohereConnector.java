package io.auterity.plugins.ai.cohere;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;
import io.auterity.toolkit.ai.ModelListCheck;

/** Opens Cohere for a provider. */
record CohereConnector() implements AiConnector {

  @Override
  public String id() {
    return "cohere";
  }

  @Override
  public Class<CohereConfig> config() {
    return CohereConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    CohereConfig config = context.config(CohereConfig.class);
    return new CohereClient(config, config.endpoint());
  }

  @Override
  public void check(Ai instance, Call call) {
    ModelListCheck.check(instance, call);
  }
}
