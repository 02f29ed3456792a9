package io.auterity.gateway.openai;

import static io.auterity.gateway.openai.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.FailureStatus;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureWriterTest {

  @ParameterizedTest
  @CsvSource({
    "INVALID,            400, invalid_request_error,    invalid",
    "UNAUTHENTICATED,    401, invalid_request_error,    invalid_api_key",
    "FORBIDDEN,          403, insufficient_permissions, forbidden",
    "NOT_FOUND,          404, invalid_request_error,    not_found",
    "CONFLICT,           409, invalid_request_error,    conflict",
    "UNSUPPORTED,        400, invalid_request_error,    unsupported",
    "RATE_LIMITED,       429, rate_limit_error,         rate_limit_exceeded",
    "QUOTA_EXHAUSTED,    429, insufficient_quota,       insufficient_quota",
    "BUDGET_EXHAUSTED,   429, insufficient_quota,       budget_exhausted",
    "TOO_LARGE,          413, invalid_request_error,    too_large",
    "CONTEXT_TOO_LONG,   400, invalid_request_error,    context_length_exceeded",
    "CONTENT_REFUSED,    400, invalid_request_error,    content_filter",
    "UNAVAILABLE,        503, server_error,             unavailable",
    "TIMEOUT,            504, server_error,             timeout",
    "CANCELLED,          499, invalid_request_error,    cancelled",
    "NO_VIABLE_PROVIDER, 503, server_error,             no_viable_provider",
    "IN_DOUBT,           409, invalid_request_error,    in_doubt",
    "INTERNAL,           500, server_error,             internal"
  })
  void spellsEachFailure(FailureCode code, int status, String type, String spelt) {
    assertThat(FailureStatus.of(Failure.of(code, "why"))).isEqualTo(status);
    assertThat(Bodies.JSON.read(FailureWriter.write(Failure.of(code, "why"))))
        .isEqualTo(
            json(
                "{'error':{'message':'why','type':'%s','param':null,'code':'%s'}}"
                    .formatted(type, spelt)));
  }

  @Test
  void aBudgetThatIsMerelyHeldIsNoInsufficientQuota() {
    Failure failure = Failure.of(FailureCode.BUDGET_EXHAUSTED, "why").withRetryable(true);

    assertThat(Bodies.JSON.read(FailureWriter.write(failure)))
        .isEqualTo(
            json(
                "{'error':{'message':'why','type':'rate_limit_error','param':null,'code':'budget_exhausted'}}"));
  }

  @Test
  void whatWaitingDoesNotMendIsABadGateway() {
    Failure failure = Failure.of(FailureCode.UNAVAILABLE, "why").withRetryable(false);

    assertThat(FailureStatus.of(failure)).isEqualTo(502);
  }

  @Test
  void namesTheFieldThatACallerMustMend() {
    Failure failure =
        Failure.of(FailureCode.NOT_FOUND, "no such model").withFields(Map.of("model", "unknown"));

    assertThat(Bodies.JSON.read(FailureWriter.write(failure)))
        .isEqualTo(
            json(
                """
                {'error':{'message':'no such model','type':'invalid_request_error',
                 'param':'model','code':'model_not_found'}}
                """));
  }
}
