package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.embedding.create}. */
public record EmbeddingRequest(
    @Description("Model id as the provider names it") @Nullable String model,
    @Description("Texts, 1 to 2,048") List<String> input,
    @Description("Length of the vectors, where the model offers a choice")
        @Nullable Integer dimensions) {
  public EmbeddingRequest {
    input = List.copyOf(input);
  }
}
