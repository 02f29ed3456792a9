package io.auterity.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HttpFailuresTest {

  @Test
  void aRefusalChangedNothingAndAnErrorOfTheServerMayHave() {
    assertThat(failure(422, Map.of(), "").applied()).isEqualTo(Applied.NO);
    assertThat(failure(500, Map.of(), "").applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(failure(408, Map.of(), "").applied()).isEqualTo(Applied.UNKNOWN);
  }

  @Test
  void carriesTheStatusAndTheVendorsWordsOnOneLine() {
    Failure failure = failure(422, Map.of(), " no\n  such field ");

    assertThat(failure.message()).isEqualTo("the vendor answered 422: no such field");
    assertThat(failure.fields()).containsEntry("status", "422");
    assertThat(failure(422, Map.of(), "x".repeat(9_000)).message()).hasSizeLessThan(600);
  }

  @Test
  void knowsARefusalOfTheVendorFromOneOfOurs() {
    assertThat(HttpFailures.answered(failure(403, Map.of(), ""))).isTrue();
    assertThat(HttpFailures.answered(Failure.of(FailureCode.FORBIDDEN, "not approved"))).isFalse();
  }

  @Test
  void waitsAsLongAsTheVendorAsks() {
    assertThat(wait(Map.of("retry-after", "20"))).contains(Duration.ofSeconds(20));
    assertThat(wait(Map.of("retry-after", "1.5"))).contains(Duration.ofMillis(1_500));
    assertThat(wait(Map.of("retry-after-ms", "250", "retry-after", "1")))
        .contains(Duration.ofMillis(250));
  }

  @Test
  void countsADateFromTheVendorsClock() {
    String now = "Fri, 20 Nov 2026 08:00:00 GMT";
    String later = "Fri, 20 Nov 2026 08:00:30 GMT";

    assertThat(wait(Map.of("date", now, "retry-after", later))).contains(Duration.ofSeconds(30));
    assertThat(wait(Map.of("date", later, "retry-after", now))).contains(Duration.ZERO);
    assertThat(wait(Map.of("retry-after", later))).isEmpty();
  }

  @Test
  void ignoresNonsenseAndShortensEternity() {
    for (String value : List.of("", "soon", "-1", "NaN", "Infinity", "1e300")) {
      assertThat(wait(Map.of("retry-after", value))).as(value).isEmpty();
    }
    assertThat(wait(Map.of("retry-after", "99999999"))).contains(Duration.ofDays(1));
  }

  private static Optional<Duration> wait(Map<String, String> headers) {
    return Optional.ofNullable(failure(429, headers, "").retryAfter());
  }

  private static Failure failure(int status, Map<String, String> headers, String words) {
    Map<String, List<String>> lists =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
    WireResponse response = new WireResponse(status, lists, new byte[0]);
    return HttpFailures.of(FailureCode.ofStatus(status), response, words);
  }
}
