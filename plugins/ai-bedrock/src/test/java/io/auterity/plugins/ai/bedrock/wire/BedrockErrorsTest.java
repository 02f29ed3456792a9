package io.auterity.plugins.ai.bedrock.wire;

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

class BedrockErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "403, AccessDeniedException, no access to the model, FORBIDDEN",
    "403, UnrecognizedClientException, The security token is invalid., UNAUTHENTICATED",
    "403, ExpiredTokenException, The security token is expired, UNAUTHENTICATED",
    "403, InvalidSignatureException, The request signature does not match, UNAUTHENTICATED",
    "404, ResourceNotFoundException, no such model, NOT_FOUND",
    "429, ThrottlingException, Too many requests, RATE_LIMITED",
    "429, ThrottlingException, Too many tokens per day please wait, QUOTA_EXHAUSTED",
    "400, ServiceQuotaExceededException, too many, QUOTA_EXHAUSTED",
    "408, ModelTimeoutException, slow, TIMEOUT",
    "429, ModelNotReadyException, loading, UNAVAILABLE",
    "424, ModelErrorException, broke, UNAVAILABLE",
    "500, InternalServerException, broke, UNAVAILABLE",
    "503, ServiceUnavailableException, busy, UNAVAILABLE",
    "400, ValidationException, temperature is wrong, INVALID",
    "400, ValidationException, The provided model identifier is invalid., NOT_FOUND",
    "400, ValidationException, Input is too long for requested model., CONTEXT_TOO_LONG",
    "400, ValidationException, prompt is too long: 210000 tokens > 200000 maximum, CONTEXT_TOO_LONG",
    "418, SomethingNew, teapot, INVALID"
  })
  void namesTheFailure(int status, String type, String words, FailureCode code) {
    Failure failure =
        BedrockErrors.failure(
            reply(
                status,
                Map.of("x-amzn-errortype", type + ":http://internal.amazon.com/coral/"),
                "{\"message\":\"" + words + "\"}"));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).contains(Integer.toString(status));
    assertThat(failure.applied())
        .isEqualTo(code == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO);
    assertThat(failure.message().contains(words)).isEqualTo(code != FailureCode.UNAUTHENTICATED);
  }

  @Test
  void readsTheRecordedRefusals() {
    for (String session :
        List.of(
            "test_bedrock_error",
            "test_bedrock_streaming_error",
            "test_bedrock_count_tokens_error")) {
      Failure failure =
          BedrockErrors.failure(RecordedBedrock.session(session).getFirst().response());

      assertThat(failure.code()).isEqualTo(FailureCode.NOT_FOUND);
      assertThat(failure.message()).contains("The provided model identifier is invalid.");
    }
  }

  @Test
  void findsTypeAndWordsWhereverTheyStand() {
    assertThat(
            BedrockErrors.failure(
                    reply(
                        403,
                        Map.of(),
                        "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\","
                            + "\"Message\":\"no\"}"))
                .message())
        .isEqualTo("the vendor answered 403: no");
    assertThat(BedrockErrors.failure(reply(502, Map.of(), "<html>")).code())
        .isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void keepsHowLongItAsksToWait() {
    assertThat(BedrockErrors.failure(reply(429, Map.of("retry-after", "3"), "{}")).retryAfter())
        .isEqualTo(Duration.ofSeconds(3));
  }

  private static WireResponse reply(int status, Map<String, String> headers, String body) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return new WireResponse(status, all, body.getBytes(StandardCharsets.UTF_8));
  }
}
