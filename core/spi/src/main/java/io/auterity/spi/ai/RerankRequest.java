package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Measured;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.document.rerank}. */
public record RerankRequest(
    @Description("Model id as the provider names it") @Nullable String model,
    @Description("What is looked for") String query,
    @Description("Texts, 1 to 2,048") List<String> documents,
    @Description("How many of the best to tell; all when absent") @Nullable Integer top)
    implements Measured {

  private static final long IN_A_SEARCH = 100;
  private static final long LONGEST_PIECE = 1_000;

  public RerankRequest {
    documents = List.copyOf(documents);
  }

  // Cohere counts a document as several where it is longer than 500 tokens with the query.
  @Override
  public Map<String, Long> most() {
    long pieces = documents.stream().mapToLong(text -> 1 + text.length() / LONGEST_PIECE).sum();
    return Map.of(MediaUnit.SEARCH_UNITS, Math.max(1, Math.ceilDiv(pieces, IN_A_SEARCH)));
  }
}
