package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.TextLearner;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings the embedding models, the heads over them and the speech model. They are loaded when first
 * used and shared by all providers.
 */
public final class LocalPlugin implements Plugin {

  private final LoadedModels models = new LoadedModels();
  private final LoadedSpeech speech = new LoadedSpeech();

  // One more than there are processors, as the host begins with work of this machine for tenants
  // that have none: they take turns there.
  private final Processors processors =
      new Processors(Runtime.getRuntime().availableProcessors() + 1);

  @Override
  public List<Connector<?>> connectors() {
    return List.of(
        new LocalConnector(models, processors),
        new HeadConnector(models, processors),
        new SpeechConnector(speech, processors));
  }

  /** MiniLM takes half the time; heads over BGE's vectors are right more often. */
  @Override
  public List<TextEmbedder> embedders() {
    return Stream.of(ModelFile.MINILM_Q, ModelFile.BGE_SMALL_Q)
        .<TextEmbedder>map(file -> new LocalEmbedder(models, file, processors))
        .toList();
  }

  @Override
  public List<TextLearner> learners() {
    return List.of(new HeadLearner(models, processors));
  }

  @Override
  public void stop() {
    models.close();
    speech.close();
  }
}
