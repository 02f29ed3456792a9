package io.auterity.plugins.ai.huggingface.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuggingFaceErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "400, Model not supported by provider hf-inference, NOT_FOUND",
    "400, '`inputs` must not be empty', INVALID",
    "401, Invalid username or password., UNAUTHENTICATED",
    "402, You have exceeded your monthly included credits, QUOTA_EXHAUSTED",
    "403, no permission, FORBIDDEN",
    "404, Not Found, NOT_FOUND",
    "413, batch size 33 > maximum allowed batch size 32, TOO_LARGE",
    "422, 'Input validation error: `inputs` must have less than 512 tokens', CONTEXT_TOO_LONG",
    "429, slow down, RATE_LIMITED",
    "503, Model a/b is currently loading, UNAVAILABLE",
    "504, late, TIMEOUT",
  })
  void mapsTheVendorsRefusals(int status, String words, FailureCode expected) {
    Failure failure = failure(status, "{\"error\":\"%s\"}".formatted(words));

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure.retryable()).isEqualTo(expected.retryable());
    assertThat(failure.applied())
        .isEqualTo(expected == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO);
  }

  @Test
  void waitsUntilAModelIsLoaded() {
    assertThat(
            failure(503, "{\"error\":\"Model is currently loading\",\"estimated_time\":20.5}")
                .retryAfter())
        .isEqualTo(Duration.ofSeconds(21));
    assertThat(failure(503, "{\"error\":\"busy\",\"estimated_time\":1e300}").retryAfter()).isNull();
  }

  @Test
  void readsWordsInEveryForm() {
    assertThat(failure(400, "{\"error\":[\"a\",\"b\"]}").message()).endsWith("a; b");
    assertThat(failure(400, "{\"error\":{\"message\":\"a\"}}").message()).endsWith("a");
    assertThat(failure(400, "{\"message\":\"a\"}").message()).endsWith("a");
    assertThat(failure(404, "Not Found").code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void repeatsNoPartOfAKey() {
    assertThat(failure(401, "{\"error\":\"wrong hf_abc\"}").message()).doesNotContain("hf_");
  }

  private static Failure failure(int status, String body) {
    return HuggingFaceErrors.failure(
        new WireResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }
}
