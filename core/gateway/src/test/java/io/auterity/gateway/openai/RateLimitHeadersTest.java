package io.auterity.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitHeadersTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0ms", "PT0.0000001S, 1ms", "PT0.012S, 12ms", "PT0.9995S, 1s", "PT1S, 1s",
    "PT8.64S, 8.64s", "PT1M, 1m0s", "PT6M, 6m0s", "PT1M30.951S, 1m30.951s", "PT1H0M1S, 1h0m1s",
  })
  void timesAreWrittenAsOpenAiWritesThem(Duration time, String text) {
    assertThat(RateLimitHeaders.text(time)).isEqualTo(text);
  }
}
