package io.auterity.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));

  @ParameterizedTest
  @CsvSource({"0, PT1S", "1, PT2S", "3, PT8S", "9, PT8M32S", "10, PT10M", "2147483647, PT10M"})
  void doublesWithEachFailureUpToTheLongest(int failures, Duration pause) {
    assertThat(backoff.after(failures)).isEqualTo(pause);
  }
}
