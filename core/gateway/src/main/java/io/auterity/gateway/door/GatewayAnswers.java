package io.auterity.gateway.door;

import io.auterity.gateway.openai.FailureWriter;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.id.WireId;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers with the headers that every answer carries. */
public final class GatewayAnswers {

  static final String PROVIDER = "auterity-provider";

  private GatewayAnswers() {}

  /** Of a call that succeeded. */
  static WholeAnswer of(Outcome.Succeeded outcome, byte[] body) {
    Map<String, String> headers = decided(outcome.decision());
    headers.put("content-type", "application/json");
    headers.put(PROVIDER, outcome.provider());
    return new WholeAnswer(200, headers, body);
  }

  /** JSON that no call stands behind. */
  static WholeAnswer of(byte[] body) {
    return new WholeAnswer(200, Map.of("content-type", "application/json"), body);
  }

  /**
   * An error.
   *
   * @param decision of the call that failed; null when none was made
   */
  public static WholeAnswer of(Failure failure, @Nullable UUID decision) {
    return of(failure, decision, FailureWriter.status(failure));
  }

  /** For a request that did not come to its end in time; {@code what} came too slowly. */
  public static WholeAnswer tooSlow(String what) {
    Failure failure =
        Failure.of(
            FailureCode.TIMEOUT,
            "the %s of the request came too slowly; send it without pauses".formatted(what));
    return of(failure, null, 408);
  }

  private static WholeAnswer of(Failure failure, @Nullable UUID decision, int status) {
    Map<String, String> headers = decision == null ? new LinkedHashMap<>() : decided(decision);
    headers.put("content-type", "application/json");
    headers.put("auterity-code", failure.code().wire());
    // OpenAI's clients go by these two before they guess from the status.
    headers.put("x-should-retry", Boolean.toString(failure.retryable()));
    Duration wait = failure.retryAfter();
    if (wait != null) {
      headers.put("retry-after-ms", Long.toString(wait.toMillis()));
      headers.put("retry-after", Long.toString(wait.plusMillis(999).toSeconds()));
    }
    return new WholeAnswer(status, headers, FailureWriter.write(failure));
  }

  /** Headers of a stream. */
  static Map<String, String> stream(UUID decision) {
    Map<String, String> headers = decided(decision);
    headers.put("content-type", "text/event-stream; charset=utf-8");
    headers.put("cache-control", "no-cache");
    headers.put("x-accel-buffering", "no");
    headers.put("trailer", PROVIDER);
    return headers;
  }

  private static Map<String, String> decided(UUID decision) {
    Map<String, String> headers = new LinkedHashMap<>();
    String id = WireId.DECISION.write(decision);
    headers.put("auterity-decision", id);
    headers.put("x-request-id", id);
    return headers;
  }
}
