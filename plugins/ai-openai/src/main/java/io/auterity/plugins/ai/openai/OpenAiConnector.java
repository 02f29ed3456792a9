package io.auterity.plugins.ai.openai;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.ModelListCheck;

/** Opens an endpoint for a provider. */
record OpenAiConnector() implements Connector<Ai> {

  @Override
  public String id() {
    return "openai";
  }

  @Override
  public Class<Ai> kind() {
    return Ai.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    return new OpenAiClient(OpenAiConfig.of(context.config()));
  }

  @Override
  public void check(Ai instance, Call call) {
    ModelListCheck.check(instance, call);
  }
}
