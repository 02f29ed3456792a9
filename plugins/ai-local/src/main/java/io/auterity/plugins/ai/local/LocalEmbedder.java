package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelException;
import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.VectorHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

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

  /**
   * The prompt injection heads that the product ships, trained by {@code ./auterity bench
   * injection-head}.
   */
  private static final class ShippedHeads {

    /** The model whose vectors they were trained for. */
    static final ModelFile MODEL = ModelFile.BGE_SMALL_Q;

    private static final List<String> RESOURCES =
        List.of("injection-head.bin", "document-head.bin");

    static List<VectorHead> over(ModelFile model) {
      return model == MODEL ? RESOURCES.stream().map(ShippedHeads::read).toList() : List.of();
    }

    private static VectorHead read(String resource) {
      try (InputStream in =
          Objects.requireNonNull(ShippedHeads.class.getResourceAsStream(resource), resource)) {
        return VectorHead.read(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
