package io.auterity.plugins.ai.anthropic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, max_tokens: required, INVALID",
    "400, invalid_request_error, prompt is too long: 210000 tokens > 200000 maximum, "
        + "CONTEXT_TOO_LONG",
    "400, invalid_request_error, input length and `max_tokens` exceed context limit: 1 + 2 > 3, "
        + "CONTEXT_TOO_LONG",
    "400, invalid_request_error, Your credit balance is too low to access the API, "
        + "QUOTA_EXHAUSTED",
    "400, invalid_request_error, Output blocked by content filtering policy, CONTENT_REFUSED",
    "401, authentication_error, invalid x-api-key, UNAUTHENTICATED",
    "402, billing_error, pay, QUOTA_EXHAUSTED",
    "403, permission_error, no, FORBIDDEN",
    "404, not_found_error, model: claude-x, NOT_FOUND",
    "413, request_too_large, too large, TOO_LARGE",
    "429, rate_limit_error, slow down, RATE_LIMITED",
    "500, api_error, internal, UNAVAILABLE",
    "504, timeout_error, late, TIMEOUT",
    "529, overloaded_error, Overloaded, UNAVAILABLE",
    "529, '', '', UNAVAILABLE",
  })
  void mapsWhatTheVendorDocuments(int status, String type, String words, FailureCode expected) {
    Failure failure = failure(status, type, words);

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure.retryable()).isEqualTo(expected.retryable());
    assertThat(failure.applied())
        .isEqualTo(expected == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO);
  }

  @Test
  void repeatsNoPartOfAKey() {
    assertThat(failure(401, "authentication_error", "wrong key sk-ant-abc").message())
        .doesNotContain("sk-ant");
  }

  @Test
  void waitsAsLongAsTheVendorAsks() {
    assertThat(limited(Map.of("retry-after", "20")).retryAfter()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void waitsUntilTheLastUsedUpLimitIsNew() {
    Failure failure =
        limited(
            Map.of(
                "date", "Sat, 21 Nov 2026 06:00:00 GMT",
                "anthropic-ratelimit-requests-remaining", "0",
                "anthropic-ratelimit-requests-reset", "2026-11-21T06:00:05Z",
                "anthropic-ratelimit-input-tokens-remaining", "0",
                "anthropic-ratelimit-input-tokens-reset", "2026-11-21T06:00:30Z",
                "anthropic-ratelimit-output-tokens-remaining", "8000",
                "anthropic-ratelimit-output-tokens-reset", "2026-11-21T06:01:00Z"));

    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void asksForNoWaitWhereTheVendorTellsNone() {
    assertThat(limited(Map.of()).retryAfter()).isNull();
    assertThat(
            limited(
                    Map.of(
                        "date", "Sat, 21 Nov 2026 06:00:00 GMT",
                        "anthropic-ratelimit-requests-remaining", "0",
                        "anthropic-ratelimit-requests-reset", "soon"))
                .retryAfter())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "test_anthropic_count_tokens_error, NOT_FOUND, model: claude-does-not-exist",
    "test_anthropic_explicit_effort_xhigh_unsupported_model_errors, INVALID, effort level",
  })
  void mapsRecordedRefusals(String session, FailureCode expected, String words) {
    Failure failure =
        AnthropicErrors.failure(RecordedAnthropic.session(session).getFirst().response());

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure.message()).contains(words);
  }

  private static Failure limited(Map<String, String> headers) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return AnthropicErrors.failure(new WireResponse(429, all, new byte[0]));
  }

  private static Failure failure(int status, String type, String words) {
    String body =
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
            .formatted(type, words);
    return AnthropicErrors.failure(
        new WireResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }
}
