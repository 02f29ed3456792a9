package io.auterity.plugins.ai.local;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;

/** Opens a model for a provider. */
final class LocalConnector implements Connector<Ai> {

  private final LoadedModels models;
  private final Processors processors;

  LocalConnector(LoadedModels models, Processors processors) {
    this.models = models;
    this.processors = processors;
  }

  @Override
  public String id() {
    return "local-embedding";
  }

  @Override
  public Class<Ai> kind() {
    return Ai.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    LocalConfig config = LocalConfig.of(context.config());
    return new LocalClient(config.model(), new Embedder(models, config.model(), processors));
  }

  /** Loads the model when it is not yet in memory. */
  @Override
  public void check(Ai instance, Call call) {
    ((LocalClient) instance).embedder().embed("ready?", call);
  }
}
