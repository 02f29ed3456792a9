package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents by how well they fit a query, the best first. */
public record Ranking(
    @Description("The model that ranked, where the vendor tells it") @Nullable String model,
    List<Ranked> documents,
    TokenUsage usage) {
  public Ranking {
    documents = List.copyOf(documents);
  }

  /** One document. */
  public record Ranked(
      @Description("Its place among the documents asked about, from 0") int index,
      @Description("Higher fits better") double score) {}
}
