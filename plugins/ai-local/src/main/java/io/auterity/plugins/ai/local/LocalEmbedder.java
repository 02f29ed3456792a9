package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelException;
import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.VectorHead;
import java.time.Duration;
import java.util.List;

/** The model that the platform uses for itself. */
record LocalEmbedder(LoadedModels models, ModelFile file, Processors processors)
    implements TextEmbedder {

  /** About four chunks of the model; a head or a comparison gains nothing by more. */
  static final int LONGEST = 8_000;

  private static final Duration WAIT = Duration.ofSeconds(5);

  @Override
  public String model() {
    return file.id();
  }

  @Override
  public int dimension() {
    return LocalClient.DIMENSIONS;
  }

  @Override
  public List<VectorHead> heads() {
    return ShippedHeads.over(file);
  }

  @Override
  public float[] embed(String text) {
    String read = read(text);
    try {
      return processors.compute(
          WAIT, () -> models.get(file).embed(read, LocalEmbedder::goOn).vector());
    } catch (ModelException e) {
      throw LocalErrors.broken(e);
    }
  }

  /** What is read of a text. */
  static String read(String text) {
    return text.substring(0, Math.min(LONGEST, text.length()));
  }

  // So short a text is read to its end.
  private static void goOn() {}
}
