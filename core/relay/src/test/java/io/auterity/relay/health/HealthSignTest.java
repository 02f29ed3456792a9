package io.auterity.relay.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation.Door;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthSignTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration DUE = Duration.ofSeconds(10);
  private static final Failure LATE = Failure.of(FailureCode.TIMEOUT, "no answer");
  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WORKFLOW")
  void aCallerWhoGivesLessThanAProviderIsDueDoesNotWait(Door door) {
    assertThat(HealthSign.Patience.of(door, SHORT, Duration.ZERO, false))
        .isEqualTo(HealthSign.Patience.LOST);
    assertThat(HealthSign.Patience.of(door, DUE, Duration.ZERO, false))
        .isEqualTo(HealthSign.Patience.KEPT);
    assertThat(HealthSign.Patience.of(door, DUE.multipliedBy(10), Duration.ZERO, false))
        .isEqualTo(HealthSign.Patience.KEPT);
  }

  @Test
  void theLimitOfAStepIsItsOwn() {
    assertThat(HealthSign.Patience.of(Door.WORKFLOW, SHORT, Duration.ZERO, false))
        .isEqualTo(HealthSign.Patience.KEPT);
  }

  @Test
  void aFailureWhileTimeIsLeftIsTheProvidersOwn() {
    assertThat(HealthSign.Patience.of(Door.REST, SHORT, Duration.ofMillis(2), false))
        .isEqualTo(HealthSign.Patience.KEPT);
    assertThat(HealthSign.Patience.of(Door.REST, SHORT, Duration.ofNanos(400_000), false))
        .isEqualTo(HealthSign.Patience.LOST);
  }

  @ParameterizedTest
  @EnumSource
  void aCallerWhoHasGoneDoesNotWait(Door door) {
    assertThat(HealthSign.Patience.of(door, DUE, DUE, true)).isEqualTo(HealthSign.Patience.LOST);
  }

  @Test
  void whatComesOfACallerWhoDidNotWaitTellsNothingOfTheProvider() {
    assertThat(HealthSign.of(LATE, HealthSign.Patience.LOST)).isEqualTo(HealthSign.NEUTRAL);
    assertThat(HealthSign.of(DOWN, HealthSign.Patience.LOST)).isEqualTo(HealthSign.NEUTRAL);
    assertThat(HealthSign.of(LATE, HealthSign.Patience.KEPT)).isEqualTo(HealthSign.FAILED);
    assertThat(HealthSign.of(DOWN, HealthSign.Patience.KEPT)).isEqualTo(HealthSign.FAILED);
  }
}
