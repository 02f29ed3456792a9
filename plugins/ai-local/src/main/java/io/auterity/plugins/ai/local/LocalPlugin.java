package io.auterity.plugins.ai.local;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/** Brings the embedding models. They are loaded when first used and shared by all providers. */
public final class LocalPlugin implements Plugin {

  private final LoadedModels models = new LoadedModels();

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new LocalConnector(models));
  }

  @Override
  public void stop() {
    models.close();
  }
}
