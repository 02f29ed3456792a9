package io.auterity.gateway.batch;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for with a batch.
 *
 * @param dialect in which it is asked
 * @param endpoint path of that dialect to which each line goes
 * @param inputFile where its lines stand; null when they came with it
 * @param metadata of its caller, a JSON object as text
 * @param labels of each call, as a header carries them
 * @param resultsKept how long files of results are kept; null for as long as is usual
 */
public record BatchOrder(
    String dialect,
    String endpoint,
    @Nullable UUID inputFile,
    @Nullable String metadata,
    @Nullable String labels,
    @Nullable Duration resultsKept) {
  public BatchOrder {
    Objects.requireNonNull(dialect);
    Objects.requireNonNull(endpoint);
  }

  public BatchOrder withLabels(@Nullable String header) {
    return new BatchOrder(dialect, endpoint, inputFile, metadata, header, resultsKept);
  }
}
