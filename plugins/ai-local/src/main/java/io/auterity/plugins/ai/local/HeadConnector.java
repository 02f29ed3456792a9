package io.auterity.plugins.ai.local;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;
import org.jspecify.annotations.Nullable;

/** Opens a head for a provider, which learns from the provider's documents. */
record HeadConnector(LoadedModels models, Processors processors) implements AiConnector {

  static final String ID = "local-head";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Class<HeadConfig> config() {
    return HeadConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    HeadConfig config = context.config(HeadConfig.class);
    Embedder embedder = new Embedder(models, config.file(), processors);
    return new HeadClient(config.model(), embedder, lesson(context, config.version(), embedder));
  }

  private static HeadLesson lesson(
      ProviderContext context, @Nullable Integer version, Embedder embedder) {
    return version == null
        ? new ExampleLesson(context.id(), context.documents(), embedder)
        : new StoredHead(context.id(), context.documents(), version);
  }

  /** Learns or reads what is new; fails while there is nothing to answer by. */
  @Override
  public void check(Ai instance, Call call) {
    ((HeadClient) instance).lesson().refresh(call);
  }
}
