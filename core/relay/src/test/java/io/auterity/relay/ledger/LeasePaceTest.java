package io.auterity.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeasePaceTest {

  private static final long CAP = 1_000_000;
  private static final long CHUNK = CAP / 100;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Limit limit = Limit.budget("b", CAP, "USD", Limit.Period.TOTAL);
  private final LeasePace pace = new LeasePace();
  private long now;

  /** Twenty a second, of which each holds 200 and ends when the next one begins. */
  private void calls(int count, long used) {
    for (int i = 0; i < count; i++) {
      pace.held(200, now);
      pace.ended(200, used);
      now += SECOND / 20;
    }
  }

  @Test
  void whoUsesWhatTheyHoldHasTwentySecondsOfItAhead() {
    calls(100, 200);

    assertThat(pace.ahead(limit)).isBetween(19 * 20 * 200L, 20 * 20 * 200L);
  }

  @Test
  void whoUsesLittleOfAWorstCaseHasLittleAhead() {
    calls(100, 2);

    long held = 20 * 200;
    assertThat(pace.ahead(limit)).isEqualTo(CHUNK).isGreaterThan(2 * held);
    assertThat(pace.surplus(limit, 3 * CHUNK, now)).isEqualTo(2 * CHUNK);
  }

  @Test
  void twoSecondsOfWhatCallsHoldAreThereHoweverLittleTheyUse() {
    Limit fine = Limit.budget("b", CAP / 10, "USD", Limit.Period.TOTAL);

    calls(100, 2);

    long rate = pace.ahead(fine) * 100 / 218;
    assertThat(rate).as("of 20 calls a second").isBetween(19 * 200L, 20 * 200L);
  }

  @Test
  void moreIsLeasedWhileThreeFifthsAreLeft() {
    calls(100, 200);
    long ahead = pace.ahead(limit);

    assertThat(pace.low(limit, ahead * 3 / 5)).isFalse();
    assertThat(pace.low(limit, ahead * 3 / 5 - 1)).isTrue();
  }

  @Test
  void whatIsUnderWayCountsAsUsedUntilItEnds() {
    for (int i = 0; i < 40; i++) {
      pace.held(200, now);
      now += SECOND / 20;
    }
    long whole = pace.ahead(limit);
    assertThat(whole).isBetween(19 * 19 * 200L, 20 * 20 * 200L);

    for (int i = 0; i < 20; i++) {
      pace.ended(200, 0);
    }
    assertThat(pace.ahead(limit)).as("2 s whole, and half of 18 s").isEqualTo(whole * 11 / 20);
  }

  @Test
  void whatWasUsedLatelySaysMoreThanWhatWasUsedBefore() {
    calls(200, 2);
    for (int review = 0; review < 6; review++) {
      pace.surplus(limit, 0, now);
      calls(40, 200);
    }

    assertThat(pace.ahead(limit)).isGreaterThan(17 * 20 * 200L);
  }

  @Test
  void noMoreThanATenthOfTheCapIsAheadHoweverFastItIsUsed() {
    for (int i = 0; i < 50; i++) {
      pace.held(Long.MAX_VALUE / 200, now);
    }

    assertThat(pace.ahead(limit)).isEqualTo(CAP / 10);
  }
}
