package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyedRestsTest {

  private final ManualTime time = new ManualTime();
  private final KeyedRests rests = new KeyedRests(time);

  @Test
  void aKeyRestsByItself() {
    rests.rest("a", Duration.ofSeconds(5));
    time.advance(Duration.ofSeconds(2));

    assertThat(rests.left("a")).isEqualTo(Duration.ofSeconds(3));
    assertThat(rests.left("b")).isZero();
    time.advance(Duration.ofSeconds(3));
    assertThat(rests.left("a")).isZero();
  }

  @Test
  void aShorterRestEndsNoLongerOne() {
    rests.rest("a", Duration.ofSeconds(5));
    rests.rest("a", Duration.ofSeconds(1));

    assertThat(rests.left("a")).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void ofTenThousandAndOneTheOldestGoes() {
    for (int key = 0; key <= 10_000; key++) {
      rests.rest("key " + key, Duration.ofSeconds(5));
    }

    assertThat(rests.left("key 0")).isZero();
    assertThat(rests.left("key 1")).isPositive();
    assertThat(rests.left("key 10000")).isPositive();
  }
}
