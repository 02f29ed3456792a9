package io.auterity.provider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.HealthSignal.Patience;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTrendTest {

  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503 from vendor");
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final ManualTime time = new ManualTime();
  private final LiveHealth liveHealth = new LiveHealth("openai", time, time.now(), ignored -> {});

  @Test
  void seesErrorsRiseBeforeTheBreakerOpens() {
    attempts(120, 0);
    assertThat(seen().falling()).isFalse();

    int[] everyNth = {10, 8, 6, 5, 4, 3};
    for (int nth : everyNth) {
      attempts(3 * nth, nth);
      if (seen().falling()) {
        break;
      }
    }

    assertThat(seen().falling()).isTrue();
    assertThat(seen().health()).isBetween(600, 900);
    assertThat(seen().breaker()).isEqualTo(CircuitBreaker.Phase.CLOSED);
    assertThat(liveHealth.health(4).log()).isEmpty();
  }

  @Test
  void oneFailureIsChance() {
    attempts(30, 0);
    attempt(false);

    assertThat(seen().health()).isEqualTo(1000);
    assertThat(seen().falling()).isFalse();
  }

  @Test
  void whoAlwaysFailedThatMuchFallsNoMore() {
    attempts(1200, 5);

    assertThat(seen().health()).isBetween(700, 900);
    assertThat(seen().falling()).isFalse();
  }

  @Test
  void isTriedAgainOnceItWasLeftAlone() {
    attempts(120, 0);
    attempts(20, 3);
    assertThat(seen().falling()).isTrue();

    time.advance(Duration.ofSeconds(20));

    assertThat(seen().falling()).isFalse();
    assertThat(seen().health()).isEqualTo(1000);
  }

  private Snapshot seen() {
    return liveHealth.snapshot(4);
  }

  /** Of which every nth fails; none when that is 0. */
  private void attempts(int count, int nth) {
    for (int i = 1; i <= count; i++) {
      attempt(nth == 0 || i % nth != 0);
    }
  }

  private void attempt(boolean ok) {
    Permit permit = (Permit) liveHealth.begin(4);
    if (ok) {
      liveHealth.succeeded(permit);
    } else {
      liveHealth.failed(permit, DOWN, Patience.KEPT, Contact.UNHEARD, false);
    }
    time.advance(BETWEEN);
  }
}
