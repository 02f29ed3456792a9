package io.auterity.provider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation.Door;
import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.provider.health.HealthSignal.Patience;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealthSignalTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration DUE = Duration.ofSeconds(10);
  private static final Failure LATE = Failure.of(FailureCode.TIMEOUT, "no answer");
  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WORKFLOW")
  void aCallerWhoGivesLessThanAProviderIsDueDoesNotWait(Door door) {
    assertThat(Patience.of(door, SHORT, Duration.ZERO, false)).isEqualTo(Patience.LOST);
    assertThat(Patience.of(door, DUE, Duration.ZERO, false)).isEqualTo(Patience.KEPT);
    assertThat(Patience.of(door, DUE.multipliedBy(10), Duration.ZERO, false))
        .isEqualTo(Patience.KEPT);
  }

  @Test
  void theLimitOfAStepIsItsOwn() {
    assertThat(Patience.of(Door.WORKFLOW, SHORT, Duration.ZERO, false)).isEqualTo(Patience.KEPT);
  }

  @Test
  void aFailureWhileTimeIsLeftIsTheProvidersOwn() {
    assertThat(Patience.of(Door.REST, SHORT, Duration.ofMillis(2), false)).isEqualTo(Patience.KEPT);
    assertThat(Patience.of(Door.REST, SHORT, Duration.ofNanos(400_000), false))
        .isEqualTo(Patience.LOST);
  }

  @ParameterizedTest
  @EnumSource
  void aCallerWhoHasGoneDoesNotWait(Door door) {
    assertThat(Patience.of(door, DUE, DUE, true)).isEqualTo(Patience.LOST);
  }

  @Test
  void whatComesOfACallerWhoDidNotWaitTellsNothingOfTheProvider() {
    assertThat(sign(LATE, Patience.LOST)).isEqualTo(HealthSignal.NEUTRAL);
    assertThat(sign(DOWN, Patience.LOST)).isEqualTo(HealthSignal.NEUTRAL);
    assertThat(sign(LATE, Patience.KEPT)).isEqualTo(HealthSignal.FAILED);
    assertThat(sign(DOWN, Patience.KEPT)).isEqualTo(HealthSignal.FAILED);
  }

  @ParameterizedTest
  @CsvSource({"UNASKED, NEUTRAL", "LOCAL, FAILED", "UNHEARD, FAILED", "HEARD, FAILED"})
  void whatMakesAConnectorGiveUpBeforeItAsksItsVendorTellsNothingOfIt(
      Contact contact, HealthSignal sign) {
    assertThat(HealthSignal.of(DOWN, Patience.KEPT, contact)).isEqualTo(sign);
    assertThat(HealthSignal.of(LATE, Patience.KEPT, contact)).isEqualTo(HealthSignal.FAILED);
  }

  private static HealthSignal sign(Failure failure, Patience patience) {
    return HealthSignal.of(failure, patience, Contact.UNHEARD);
  }
}
