package io.auterity.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdaptiveConcurrencyTest {

  private static final Instant NOW = Instant.parse("2030-05-01T00:00:00Z");
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final AdaptiveConcurrency pace = new AdaptiveConcurrency(16);

  @Test
  void itGrowsByOneForEachRoundUpToTheMost() {
    assertThat(pace.lines(NOW)).isEqualTo(4);

    for (int i = 0; i < 5; i++) {
      pace.answered();
    }
    assertThat(pace.lines(NOW)).isEqualTo(5);

    for (int i = 0; i < 1_000; i++) {
      pace.answered();
    }
    assertThat(pace.lines(NOW)).isEqualTo(16);
  }

  @Test
  void aLimitHalvesItAfterAPause() {
    pace.limited(NOW, WAIT);

    assertThat(pace.lines(NOW)).isZero();
    assertThat(pace.lines(NOW.plusSeconds(9))).isZero();
    assertThat(pace.lines(NOW.plusSeconds(10))).isEqualTo(2);
  }

  @Test
  void aLimitThatAllOfARoundMeetCountsOnce() {
    for (int i = 0; i < 4; i++) {
      pace.limited(NOW, WAIT);
    }

    assertThat(pace.lines(NOW.plus(WAIT))).isEqualTo(2);
  }

  @Test
  void oneIsAlwaysAskedInTheEnd() {
    Instant now = NOW;
    for (int i = 0; i < 50; i++) {
      pace.limited(now, WAIT);
      now = now.plus(WAIT);
    }

    assertThat(pace.lines(now)).isEqualTo(1);
  }

  @Test
  void oneTenantLeavesPlacesToTheOthers() {
    LinePlaces places = new LinePlaces(8);
    UUID first = new UUID(0, 1);
    int taken = 0;
    while (places.take(first)) {
      taken++;
    }

    assertThat(taken).isEqualTo(4);
    assertThat(places.take(new UUID(0, 2))).isTrue();
    assertThat(places.taken()).isEqualTo(5);
    places.giveBack(first);
    assertThat(places.take(first)).isFalse();
    assertThat(places.taken()).isEqualTo(4);
  }
}
