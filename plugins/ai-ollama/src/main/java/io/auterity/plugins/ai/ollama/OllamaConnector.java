package io.auterity.plugins.ai.ollama;

import io.auterity.spi.Call;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;
import io.auterity.toolkit.ai.ModelListCheck;
import java.util.List;

/** Opens a model server for a provider. */
record OllamaConnector() implements AiConnector {

  @Override
  public String id() {
    return "ollama";
  }

  @Override
  public Class<OllamaConfig> config() {
    return OllamaConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    return OllamaClient.of(context.config(OllamaConfig.class));
  }

  @Override
  public void check(Ai instance, Call call) {
    ModelListCheck.check(instance, call);
  }

  @Override
  public List<KnownModel> models(Ai instance) {
    return instance instanceof OllamaClient client ? client.models().known() : List.of();
  }
}
