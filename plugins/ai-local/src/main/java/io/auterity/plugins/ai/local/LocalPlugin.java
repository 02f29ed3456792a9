package io.auterity.plugins.ai.local;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.util.List;

/**
 * Brings the embedding models and the speech model. They are loaded when first used and shared by
 * all providers.
 */
public final class LocalPlugin implements Plugin {

  private final LoadedModels models = new LoadedModels();
  private final LoadedSpeech speech = new LoadedSpeech();
  private final Processors processors = new Processors(Runtime.getRuntime().availableProcessors());

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new LocalConnector(models, processors), new SpeechConnector(speech, processors));
  }

  @Override
  public void stop() {
    models.close();
    speech.close();
  }
}
