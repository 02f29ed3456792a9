package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.List;

/** Vectors in the order of the texts. */
public record Embeddings(
    String model,
    @Description("One vector for each text") List<List<Float>> vectors,
    TokenUsage usage) {
  public Embeddings {
    vectors = vectors.stream().map(List::copyOf).toList();
  }
}
