package io.auterity.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Binder;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicFailuresTest {

  private static final AnthropicDialect DIALECT = new AnthropicDialect(Said.JSON, new Binder());

  @ParameterizedTest
  @CsvSource({
    "INVALID,            400, invalid_request_error, why",
    "UNAUTHENTICATED,    401, authentication_error,  why",
    "FORBIDDEN,          403, permission_error,      why",
    "NOT_FOUND,          404, not_found_error,       why",
    "TOO_LARGE,          413, request_too_large,     why",
    "RATE_LIMITED,       429, rate_limit_error,      why",
    "CONTEXT_TOO_LONG,   400, invalid_request_error, prompt is too long: why",
    "CONTENT_REFUSED,    400, invalid_request_error, blocked by content filtering policy: why",
    "UNAVAILABLE,        529, overloaded_error,      why",
    "TIMEOUT,            504, timeout_error,         why",
    "INTERNAL,           500, api_error,             why"
  })
  void spellsEachFailure(FailureCode code, int status, String type, String message) {
    Failure failure = Failure.of(code, "why");

    assertThat(DIALECT.status(failure)).isEqualTo(status);
    assertThat(new String(DIALECT.body(failure, "req_1"), UTF_8))
        .isEqualTo(
            """
            {"type":"error","error":{"type":"%s","message":"%s"},"request_id":"req_1"}\
            """
                .formatted(type, message));
  }

  @Test
  void aBudgetThatIsUsedUpForGoodIsAMatterOfBilling() {
    Failure failure = Failure.of(FailureCode.BUDGET_EXHAUSTED, "why");

    assertThat(DIALECT.status(failure.withRetryable(false))).isEqualTo(402);
    assertThat(DIALECT.status(failure.withRetryable(true))).isEqualTo(429);
  }

  @Test
  void whatWaitingDoesNotMendIsABadGateway() {
    Failure failure = Failure.of(FailureCode.UNAVAILABLE, "why").withRetryable(false);

    assertThat(DIALECT.status(failure)).isEqualTo(502);
  }
}
