package io.auterity.plugins.ai.google.wire;

import static io.auterity.plugins.ai.google.wire.RecordedGoogle.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleRpcErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, Invalid value, INVALID",
    "400, INVALID_ARGUMENT, The input token count (2000000) exceeds the maximum number of tokens "
        + "allowed (1048576)., CONTEXT_TOO_LONG",
    "400, INVALID_ARGUMENT, API key not valid. Please pass a valid API key., UNAUTHENTICATED",
    "400, INVALID_ARGUMENT, API key expired. Please renew the API key., UNAUTHENTICATED",
    "400, INVALID_ARGUMENT, Request payload size exceeds the limit: 20971520 bytes., TOO_LARGE",
    "400, FAILED_PRECONDITION, User location is not supported for the API use., FORBIDDEN",
    "401, UNAUTHENTICATED, Request had invalid authentication credentials., UNAUTHENTICATED",
    "403, PERMISSION_DENIED, no, FORBIDDEN",
    "404, NOT_FOUND, models/x is not found, NOT_FOUND",
    "429, RESOURCE_EXHAUSTED, You exceeded your current quota, RATE_LIMITED",
    "499, CANCELLED, The operation was cancelled., UNAVAILABLE",
    "500, INTERNAL, internal, UNAVAILABLE",
    "501, UNIMPLEMENTED, no, UNSUPPORTED",
    "503, UNAVAILABLE, The model is overloaded., UNAVAILABLE",
    "504, DEADLINE_EXCEEDED, late, TIMEOUT",
    "502, '', '', UNAVAILABLE",
  })
  void mapsWhatTheVendorDocuments(int status, String word, String words, FailureCode expected) {
    String body =
        "{'error':{'code':%d,'message':'%s','status':'%s'}}".formatted(status, words, word);
    Failure failure = GoogleRpcErrors.failure(reply(status, body));

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure.retryable()).isEqualTo(expected.retryable());
    assertThat(failure.applied())
        .isEqualTo(expected == FailureCode.TIMEOUT ? Applied.UNKNOWN : Applied.NO);
    assertThat(GoogleRpcErrors.failure(reply(status, "[" + body + "]"))).isEqualTo(failure);
  }

  @Test
  void repeatsNoPartOfAKey() {
    Failure failure =
        GoogleRpcErrors.failure(reply(401, "{'error':{'message':'wrong key AIzaSyA','code':401}}"));

    assertThat(failure.message()).doesNotContain("AIza");
  }

  @ParameterizedTest
  @CsvSource({
    "GenerateRequestsPerMinutePerProjectPerModel-FreeTier, RATE_LIMITED",
    "GenerateRequestsPerDayPerProjectPerModel-FreeTier, QUOTA_EXHAUSTED",
  })
  void tellsAQuotaOfTheDayFromOneOfTheMinute(String quota, FailureCode expected) {
    Failure failure = GoogleRpcErrors.failure(limited(quota, "34.5s"));

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(34_500));
  }

  @ParameterizedTest
  @CsvSource({"7s, 7", "0s, 0", "999999999s, 86400", "soon, ", "-1s, "})
  void waitsAsLongAsTheVendorAsks(String told, Long seconds) {
    assertThat(GoogleRpcErrors.failure(limited("x", told)).retryAfter())
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  private static WireResponse limited(String quota, String delay) {
    return reply(
        429,
        ("{'error':{'code':429,'message':'You exceeded your current quota',"
                + "'status':'RESOURCE_EXHAUSTED','details':["
                + "{'@type':'type.googleapis.com/google.rpc.QuotaFailure','violations':["
                + "{'quotaMetric':'m','quotaId':'%s','quotaValue':'15'}]},"
                + "{'@type':'type.googleapis.com/google.rpc.Help','links':[]},"
                + "{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'%s'}]}}")
            .formatted(quota, delay));
  }
}
