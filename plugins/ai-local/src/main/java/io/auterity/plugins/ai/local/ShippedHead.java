package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.VectorHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What {@code ./auterity bench injection-head} trained. */
final class ShippedHead {

  /** The model whose vectors it was trained for. */
  static final ModelFile MODEL = ModelFile.BGE_SMALL_Q;

  private static final String RESOURCE = "injection-head.bin";

  private ShippedHead() {}

  static List<VectorHead> over(ModelFile model) {
    return model == MODEL ? List.of(read()) : List.of();
  }

  private static VectorHead read() {
    try (InputStream in =
        Objects.requireNonNull(ShippedHead.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return VectorHead.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
