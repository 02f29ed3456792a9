package io.auterity.plugins.ai.cohere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "400, invalid request: message is empty, INVALID",
    "400, too many tokens: size limit exceeded by 11326 tokens, CONTEXT_TOO_LONG",
    "401, invalid api token, UNAUTHENTICATED",
    "403, no access to this model, FORBIDDEN",
    "404, model 'x' not found, NOT_FOUND",
    "422, invalid combination of fields, INVALID",
    "429, slow down, RATE_LIMITED",
    "429, 'You are using a Trial key, which is limited to 1000 API calls / month', QUOTA_EXHAUSTED",
    "498, blocked output, CONTENT_REFUSED",
    "499, request cancelled, UNAVAILABLE",
    "500, internal server error, UNAVAILABLE",
    "501, not implemented, UNSUPPORTED",
    "503, busy, UNAVAILABLE",
    "504, late, TIMEOUT",
  })
  void mapsWhatTheVendorDocuments(int status, String words, FailureCode expected) {
    Failure failure = failure(status, words, Map.of());

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure.retryable()).isEqualTo(expected.retryable());
    assertThat(failure.applied())
        .isEqualTo(expected == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO);
  }

  @Test
  void repeatsNoPartOfAKey() {
    assertThat(failure(401, "invalid api token: abc123", Map.of()).message())
        .doesNotContain("abc123");
  }

  @Test
  void waitsAsLongAsTheVendorAsks() {
    assertThat(failure(429, "slow", Map.of("retry-after", List.of("7"))).retryAfter())
        .isEqualTo(Duration.ofSeconds(7));
  }

  private static Failure failure(int status, String words, Map<String, List<String>> headers) {
    String body = "{\"id\":\"1\",\"message\":\"%s\"}".formatted(words);
    return CohereErrors.failure(
        new WireResponse(status, headers, body.getBytes(StandardCharsets.UTF_8)));
  }
}
