package io.auterity.plugins.ai.replicate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicateErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "401, You did not pass a valid authentication token, UNAUTHENTICATED",
    "402, You have insufficient credit to run this model, QUOTA_EXHAUSTED",
    "403, no, FORBIDDEN",
    "404, The requested resource could not be found., NOT_FOUND",
    "422, - input: prompt is required, INVALID",
    "429, Request was throttled. Expected available in 7 seconds., RATE_LIMITED",
    "500, oops, UNAVAILABLE",
    "504, late, TIMEOUT",
  })
  void mapsTheVendorsRefusals(int status, String words, FailureCode expected) {
    Failure failure = failure(status, words, Map.of());

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure.applied()).isEqualTo(status >= 500 ? Applied.UNKNOWN : Applied.NO);
  }

  @Test
  void waitsAsLongAsTheVendorAsksInAHeaderOrInWords() {
    String words = "Request was throttled. Expected available in 7 seconds.";

    assertThat(failure(429, words, Map.of()).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(failure(429, words, Map.of("retry-after", List.of("3"))).retryAfter())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(failure(429, "slow down", Map.of()).retryAfter()).isNull();
  }

  @Test
  void repeatsNoPartOfAKey() {
    assertThat(failure(401, "wrong token r8_abc", Map.of()).message()).doesNotContain("r8_");
  }

  @ParameterizedTest
  @CsvSource({
    "failed, NSFW content detected. Try running it again, CONTENT_REFUSED",
    "failed, 'The input or output was flagged as sensitive. Please try again (E005)', "
        + "CONTENT_REFUSED",
    "failed, prompt length exceeds maximum input length, CONTEXT_TOO_LONG",
    "failed, Prediction interrupted; please retry (code: PA), UNAVAILABLE",
    "failed, '', UNAVAILABLE",
    "canceled, '', TIMEOUT",
    "aborted, '', TIMEOUT",
  })
  void aPredictionThatDidNotSucceedMayBeBilled(String status, String error, FailureCode expected) {
    Prediction prediction =
        new Prediction(
            Json.object(
                Map.of("id", Json.of("p1"), "status", Json.of(status), "error", Json.of(error))));

    Failure failure = ReplicateErrors.ended(prediction);

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(failure.message()).contains(status.equals("failed") ? error : status);
  }

  private static Failure failure(int status, String words, Map<String, List<String>> headers) {
    String body = "{\"detail\":\"%s\",\"status\":%d}".formatted(words, status);
    return ReplicateErrors.failure(
        new WireResponse(status, headers, body.getBytes(StandardCharsets.UTF_8)));
  }
}
