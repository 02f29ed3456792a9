package io.auterity.provider.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final long SECOND = CircuitBreaker.SECOND;

  private CircuitBreaker breaker = CircuitBreaker.closed(0);

  @Test
  void opensAtThreeFailuresInARow() {
    end(0, HealthSignal.FAILED);
    end(0, HealthSignal.FAILED);
    assertThat(breaker.phase()).isEqualTo(CircuitBreaker.Phase.CLOSED);

    end(0, HealthSignal.FAILED);

    assertThat(breaker.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
    assertThat(breaker.permits()).isFalse();
    assertThat(breaker.reason()).contains("3 failures in a row");
  }

  @Test
  void opensWhenHalfOfTheLastTwentyFailed() {
    for (int i = 0; i < 9; i++) {
      end(0, HealthSignal.FAILED);
      end(0, HealthSignal.OK);
    }
    end(0, HealthSignal.OK);
    assertThat(breaker.phase()).isEqualTo(CircuitBreaker.Phase.CLOSED);

    end(0, HealthSignal.FAILED);

    assertThat(breaker.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
    assertThat(breaker.reason()).contains("10 of the last 20");
  }

  @Test
  void callersFaultsDoNotCount() {
    for (int i = 0; i < 50; i++) {
      end(0, HealthSignal.NEUTRAL);
    }

    assertThat(breaker).isEqualTo(CircuitBreaker.closed(0));
  }

  @Test
  void letsOneProbePassAfterASecond() {
    trip(0);

    at(SECOND - 1);
    assertThat(breaker.permits()).isFalse();
    at(SECOND);
    assertThat(breaker.probeDue()).isTrue();
    breaker = breaker.begun(SECOND);

    assertThat(breaker.permits()).isFalse();
  }

  @Test
  void doublesTheWaitUpToHalfAMinute() {
    trip(0);
    long now = 0;
    for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
      assertThat(breaker.opensIn(now)).isEqualTo(seconds * SECOND);
      now += seconds * SECOND;
      at(now);
      breaker = breaker.begun(now);
      end(now, HealthSignal.FAILED);
    }
  }

  @Test
  void returnsGraduallyAfterAProbe() {
    trip(0);
    at(SECOND);
    breaker = breaker.begun(SECOND);
    end(SECOND, HealthSignal.OK);

    assertThat(breaker.admits()).isEqualTo(10);
    at(2 * SECOND);
    assertThat(breaker.admits()).isEqualTo(25);
    at(3 * SECOND);
    assertThat(breaker.admits()).isEqualTo(50);
    at(4 * SECOND);
    assertThat(breaker.admits()).isEqualTo(100);
    assertThat(breaker.phase()).isEqualTo(CircuitBreaker.Phase.CLOSED);
  }

  @Test
  void opensForLongerWhenItFailsWhileItReturns() {
    trip(0);
    at(SECOND);
    breaker = breaker.begun(SECOND);
    end(SECOND, HealthSignal.OK);

    trip(SECOND);

    assertThat(breaker.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
    assertThat(breaker.opensIn(SECOND)).isEqualTo(2 * SECOND);
  }

  @Test
  void aProbeThatSaysNothingLeavesTheNextCallToProbe() {
    trip(0);
    at(SECOND);
    breaker = breaker.begun(SECOND);

    end(SECOND, HealthSignal.NEUTRAL);

    assertThat(breaker.probeDue()).isTrue();
  }

  @Test
  void ignoresAttemptsFromBeforeItOpened() {
    int before = breaker.trips();
    trip(0);
    at(SECOND);
    breaker = breaker.begun(SECOND);

    breaker = breaker.ended(SECOND, HealthSignal.OK, 0, before);

    assertThat(breaker.probe()).isEqualTo(CircuitBreaker.Probe.HERE);
  }

  @Test
  void aFewFailuresAmongManyCallsDoNotOpenIt() {
    Random random = new Random(7);
    for (int call = 0; call < 60_000; call++) {
      boolean fails = random.nextInt(20) == 0;
      end(call * SECOND / 1_000, fails ? HealthSignal.FAILED : HealthSignal.OK);
    }

    assertThat(breaker.trips()).isZero();
  }

  @Test
  void opensWhenHalfOfManyCallsFail() {
    Random random = new Random(7);
    long now = 0;
    for (int call = 0; breaker.trips() == 0 && call < 20_000; call++) {
      now = call * SECOND / 1_000;
      boolean fails = call > 5_000 && random.nextInt(10) < 6;
      end(now, fails ? HealthSignal.FAILED : HealthSignal.OK);
    }

    assertThat(breaker.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
    assertThat(now).isBetween(5 * SECOND, 13 * SECOND);
    assertThat(breaker.reason()).contains("failed; next probe after 1 s");
  }

  @Test
  void opensAtOnceWhenOfManyCallsNoneSucceedsAnyMore() {
    for (int call = 0; call < 5_000; call++) {
      end(call * SECOND / 1_000, HealthSignal.OK);
    }
    for (int call = 0; call < 20; call++) {
      assertThat(breaker.phase()).isEqualTo(CircuitBreaker.Phase.CLOSED);
      end(5 * SECOND, HealthSignal.FAILED);
    }

    assertThat(breaker.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
    assertThat(breaker.reason()).contains("20 failures in a row");
  }

  @Test
  void aBusyHourSaysNothingOfAQuietOne() {
    for (int call = 0; call < 5_000; call++) {
      end(call * SECOND / 1_000, HealthSignal.OK);
    }

    trip(3_600 * SECOND);

    assertThat(breaker.phase()).isEqualTo(CircuitBreaker.Phase.OPEN);
  }

  @Test
  void aProbeThatHangsIsJoinedByAnother() {
    trip(0);
    at(SECOND);
    breaker = breaker.begun(SECOND);

    at(SECOND + CircuitBreaker.LONGEST_PROBE - 1);
    assertThat(breaker.probeDue()).isFalse();
    at(SECOND + CircuitBreaker.LONGEST_PROBE);
    assertThat(breaker.probeDue()).isTrue();

    breaker = breaker.begun(SECOND + CircuitBreaker.LONGEST_PROBE);
    end(12 * SECOND, HealthSignal.OK);
    assertThat(breaker.admits()).isEqualTo(10);
  }

  @Test
  void aProbeThatEndsAfterItsTimeStillTells() {
    trip(0);
    at(SECOND);
    breaker = breaker.begun(SECOND);
    at(SECOND + CircuitBreaker.LONGEST_PROBE);

    end(12 * SECOND, HealthSignal.OK);

    assertThat(breaker.admits()).isEqualTo(10);
  }

  @Test
  void aProbeThatWasGivenUpAndSaysNothingLeavesItsSuccessorAlone() {
    trip(0);
    at(SECOND);
    breaker = breaker.begun(SECOND);
    int trips = breaker.trips();
    at(SECOND + CircuitBreaker.LONGEST_PROBE);
    breaker = breaker.begun(SECOND + CircuitBreaker.LONGEST_PROBE);

    breaker = breaker.ended(12 * SECOND, HealthSignal.NEUTRAL, SECOND, trips);

    assertThat(breaker.permits()).isFalse();
    end(12 * SECOND, HealthSignal.NEUTRAL);
    assertThat(breaker.probeDue()).isTrue();
  }

  @Test
  void aProbeHasSucceededAtTheFirstOfItsAnswer() {
    trip(0);
    at(SECOND);
    breaker = breaker.begun(SECOND);

    breaker = breaker.answering(SECOND, breaker.trips());

    assertThat(breaker.admits()).isEqualTo(10);
  }

  @Test
  void onlyTheEndOfACallThatIsNoProbeCounts() {
    CircuitBreaker before = breaker;

    assertThat(breaker.answering(SECOND, breaker.trips())).isSameAs(before);
  }

  private void trip(long now) {
    for (int i = 0; i < CircuitBreaker.STREAK; i++) {
      end(now, HealthSignal.FAILED);
    }
  }

  private void end(long now, HealthSignal outcome) {
    breaker = breaker.ended(now, outcome, breaker.probed(), breaker.trips());
  }

  private void at(long now) {
    for (CircuitBreaker next = breaker.advance(now);
        !next.equals(breaker);
        next = breaker.advance(now)) {
      breaker = next;
    }
  }
}
