package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;

/** Opens a model for a provider. */
record LocalConnector(LoadedModels models, Processors processors) implements AiConnector {

  @Override
  public String id() {
    return "local-embedding";
  }

  @Override
  public Class<LocalConfig> config() {
    return LocalConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    ModelFile model = context.config(LocalConfig.class).file();
    return new LocalClient(model, new Embedder(models, model, processors));
  }

  /** Loads the model when it is not yet in memory. */
  @Override
  public void check(Ai instance, Call call) {
    ((LocalClient) instance).embedder().embed("ready?", call);
  }
}
