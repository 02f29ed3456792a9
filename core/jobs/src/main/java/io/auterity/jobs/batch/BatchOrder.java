package io.auterity.jobs.batch;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request for a batch, with its idempotency key where it has one.
 *
 * @param dialect in which it is asked
 * @param endpoint path of that dialect to which each line goes
 * @param inputFile where its lines stand; null when they came with it
 * @param metadata of its caller, a JSON object as text
 * @param resultsKept how long files of results are kept; null for as long as is usual
 * @param headers that each line is asked with, by lower-case name
 * @param once by what the same request is known when it is sent again; null when it is not
 */
public record BatchOrder(
    String dialect,
    String endpoint,
    @Nullable UUID inputFile,
    @Nullable String metadata,
    @Nullable Duration resultsKept,
    Map<String, String> headers,
    @Nullable Once once) {
  public BatchOrder {
    headers = Map.copyOf(headers);
  }

  /**
   * What a caller calls a request, and what it was.
   *
   * @param key as the header {@code Idempotency-Key} carries it
   * @param digest of the body
   */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Once(String key, byte[] digest) {}

  /** As a body asks for it. */
  public BatchOrder(
      String dialect,
      String endpoint,
      @Nullable UUID inputFile,
      @Nullable String metadata,
      @Nullable Duration resultsKept) {
    this(dialect, endpoint, inputFile, metadata, resultsKept, Map.of(), null);
  }

  /** The same with what its request says beside the body. */
  public BatchOrder asked(Map<String, String> headers, @Nullable Once once) {
    return new BatchOrder(dialect, endpoint, inputFile, metadata, resultsKept, headers, once);
  }
}
