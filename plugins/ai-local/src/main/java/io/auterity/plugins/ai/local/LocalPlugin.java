package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.TextEmbedder;
import java.util.List;
import java.util.Optional;

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
  public Optional<TextEmbedder> embedder() {
    return Optional.of(new LocalEmbedder(models, ModelFile.MINILM_Q, processors));
  }

  @Override
  public void stop() {
    models.close();
    speech.close();
  }
}
