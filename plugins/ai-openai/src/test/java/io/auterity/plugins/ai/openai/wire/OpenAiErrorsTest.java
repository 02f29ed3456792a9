package io.auterity.plugins.ai.openai.wire;

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
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "401, invalid_request_error, invalid_api_key, UNAUTHENTICATED",
    "403, invalid_request_error, unsupported_country_region_territory, FORBIDDEN",
    "404, invalid_request_error, model_not_found, NOT_FOUND",
    "429, tokens, rate_limit_exceeded, RATE_LIMITED",
    "429, insufficient_quota, insufficient_quota, QUOTA_EXHAUSTED",
    "429, insufficient_quota, '', QUOTA_EXHAUSTED",
    "400, invalid_request_error, billing_hard_limit_reached, QUOTA_EXHAUSTED",
    "400, invalid_request_error, context_length_exceeded, CONTEXT_TOO_LONG",
    "400, invalid_request_error, content_policy_violation, CONTENT_REFUSED",
    "400, invalid_request_error, content_filter, CONTENT_REFUSED",
    "400, invalid_request_error, unsupported_value, INVALID",
    "500, server_error, '', UNAVAILABLE",
    "503, server_error, '', UNAVAILABLE",
  })
  void mapsWhatTheVendorDocuments(int status, String type, String code, FailureCode expected) {
    String body =
        "{\"error\":{\"message\":\"m\",\"type\":\"%s\",\"code\":\"%s\"}}".formatted(type, code);

    assertThat(failure(status, body).code()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 429, 500, 502, 503})
  void anErrorIsNotBilled(int status) {
    assertThat(failure(status, "{}").applied()).isEqualTo(Applied.NO);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 504, 524})
  void whatAProxyGaveUpOnMayBeBilled(int status) {
    assertThat(failure(status, "").code()).isEqualTo(FailureCode.TIMEOUT);
    assertThat(failure(status, "").applied()).isEqualTo(Applied.UNKNOWN);
  }

  @Test
  void readsTheWordsWhereverCompatibleEndpointsPutThem() {
    for (String body :
        List.of(
            "{\"error\":{\"message\":\"too hot\"}}",
            "{\"error\":\"too hot\"}",
            "{\"message\":\"too hot\"}",
            "[{\"error\":{\"message\":\"too hot\"}}]")) {
      assertThat(failure(400, body).message()).as(body).endsWith("400: too hot");
    }
  }

  @Test
  void knowsAContextThatIsTooLongByItsWords() {
    String body = "{\"message\":\"This model's maximum context length is 4096 tokens.\"}";

    assertThat(failure(400, body).code()).isEqualTo(FailureCode.CONTEXT_TOO_LONG);
  }

  @Test
  void repeatsNoPartOfAKey() {
    String body = "{\"error\":{\"message\":\"Incorrect API key provided: sk-abc***xyz.\"}}";

    assertThat(failure(401, body).message()).doesNotContain("sk-");
  }

  @Test
  void waitsAsLongAsTheVendorAsks() {
    WireResponse reply = new WireResponse(429, Map.of("retry-after", List.of("20")), new byte[0]);

    assertThat(OpenAiErrors.failure(reply).retryAfter()).isEqualTo(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @CsvSource({
    "test_openai/test_openai_o1_mini_system_role[system], INVALID",
    "test_openai/test_openai_web_search_tool_model_not_supported, INVALID",
    "test_groq/test_tool_regular_error, NOT_FOUND",
    "test_groq/test_tool_use_failed_error, UNAVAILABLE",
  })
  void mapsRecordedRefusals(String session, FailureCode expected) {
    WireResponse reply =
        Recorded.session(session).stream()
            .map(exchange -> exchange.response())
            .filter(response -> !response.succeeded())
            .findFirst()
            .orElseThrow();

    Failure failure = OpenAiErrors.failure(reply);

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure.message()).hasSizeGreaterThan("the vendor answered 400: ".length());
  }

  private static Failure failure(int status, String body) {
    return OpenAiErrors.failure(
        new WireResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }
}
