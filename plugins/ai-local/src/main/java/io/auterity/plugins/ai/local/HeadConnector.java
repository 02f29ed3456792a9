package io.auterity.plugins.ai.local;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;

/** Opens a head for a provider, which learns from the provider's documents. */
record HeadConnector(LoadedModels models, Processors processors) implements Connector<Ai> {

  @Override
  public String id() {
    return "local-head";
  }

  @Override
  public Class<Ai> kind() {
    return Ai.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    HeadConfig config = HeadConfig.of(context.config());
    Embedder embedder = new Embedder(models, config.vectors(), processors);
    return new HeadClient(
        config.model(), embedder, new HeadLesson(context.id(), context.documents(), embedder));
  }

  /** Learns what is new; fails while there is nothing to answer by. */
  @Override
  public void check(Ai instance, Call call) {
    ((HeadClient) instance).lesson().refresh(call);
  }
}
