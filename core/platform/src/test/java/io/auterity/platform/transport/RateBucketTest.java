package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateBucketTest {

  private static final long START = -5_000_000_000L;
  private static final Duration PATIENT = Duration.ofHours(1);

  private final RateBucket bucket = new RateBucket(new RateLimit(10, 10));

  @Test
  void letsABurstOfItsSizeThrough() {
    for (int i = 0; i < 10; i++) {
      assertThat(bucket.take(START, PATIENT)).isZero();
    }
    assertThat(bucket.take(START, PATIENT)).isEqualTo(Duration.ofSeconds(1));
    assertThat(bucket.take(START, PATIENT)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void fillsUpAgainWithTime() {
    for (int i = 0; i < 10; i++) {
      bucket.take(START, PATIENT);
    }

    assertThat(bucket.take(START + Duration.ofSeconds(3).toNanos(), Duration.ZERO)).isZero();
    assertThat(bucket.take(START + Duration.ofHours(1).toNanos(), Duration.ZERO)).isZero();
  }

  @Test
  void takesNothingWhenTheWaitIsTooLong() {
    for (int i = 0; i < 10; i++) {
      bucket.take(START, PATIENT);
    }

    for (int i = 0; i < 5; i++) {
      assertThat(bucket.take(START, Duration.ofMillis(10))).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void letsNothingThroughWhileItIsShut() {
    bucket.shut(START, Duration.ofSeconds(30), START);

    assertThat(bucket.take(START + 1, Duration.ZERO))
        .isEqualTo(Duration.ofSeconds(30).minusNanos(1));
    assertThat(bucket.take(START + Duration.ofSeconds(30).toNanos(), Duration.ZERO)).isZero();
  }

  @Test
  void oneThatIsReopenedHeedsNoRequestFromBefore() {
    bucket.shut(START, Duration.ofSeconds(30), START);
    bucket.reopen(START + 5);
    assertThat(bucket.take(START + 5, Duration.ZERO)).isZero();

    bucket.shut(START + 6, Duration.ofSeconds(30), START + 4);
    assertThat(bucket.take(START + 6, Duration.ZERO)).isZero();

    bucket.shut(START + 7, Duration.ofSeconds(30), START + 6);
    assertThat(bucket.take(START + 7, Duration.ZERO)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void withoutALimitHoldsNothingBack() {
    RateBucket unlimited = new RateBucket(null);

    for (int i = 0; i < 1_000; i++) {
      assertThat(unlimited.take(START, Duration.ZERO)).isZero();
    }
  }
}
