package io.auterity.plugins.ai.ollama;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.ModelListCheck;

/** Opens a model server for a provider. */
record OllamaConnector() implements Connector<Ai> {

  @Override
  public String id() {
    return "ollama";
  }

  @Override
  public Class<Ai> kind() {
    return Ai.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    return new OllamaClient(OllamaConfig.of(context.config()));
  }

  @Override
  public void check(Ai instance, Call call) {
    ModelListCheck.check(instance, call);
  }
}
