package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.VectorHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * The prompt injection heads that the product ships, trained by {@code ./auterity bench
 * injection-head}.
 */
final class ShippedHeads {

  /** The model whose vectors they were trained for. */
  static final ModelFile MODEL = ModelFile.BGE_SMALL_Q;

  private static final List<String> RESOURCES = List.of("injection-head.bin", "document-head.bin");

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
