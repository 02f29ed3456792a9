package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LeasePaceTest {

  private static final long CAP = 100_000_000;
  private static final long MOST = CAP / 200;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Limit limit = Limit.budget("b", CAP, "USD", Limit.Period.TOTAL);
  private final LeasePace pace = new LeasePace();
  private long now;

  /** Twenty a second, each of which ends when the next one begins. */
  private void calls(int seconds, long held, long used) {
    for (int i = 0; i < 20 * seconds; i++) {
      pace.held(held, now);
      pace.ended(used, now);
      now += SECOND / 20;
    }
  }

  @Test
  void nothingIsLeasedAheadBeforeAnythingIsUsed() {
    pace.held(200, now);

    assertThat(pace.ahead(limit, now)).isZero();
    assertThat(pace.low(limit, 200, 0, now)).isFalse();
  }

  @Test
  void whatTwentySecondsUseIsLeasedAhead() {
    calls(120, 200, 200);

    assertThat(pace.ahead(limit, now)).isBetween(19 * 20 * 200L, 21 * 20 * 200L);
  }

  @Test
  void whoHasBegunHasNoMoreAheadThanWasUsed() {
    calls(2, 200, 150);

    assertThat(pace.ahead(limit, now)).isBetween(36 * 150L, 40 * 150L);
  }

  @Test
  void whatCallsHoldAndDoNotUseIsNotLeasedAhead() {
    calls(120, 200, 2);

    assertThat(pace.ahead(limit, now)).isBetween(19 * 20 * 2L, 21 * 20 * 2L);
  }

  @Test
  void butItIsThereForTheNextOnesWhileTheyCome() {
    calls(120, 200, 2);

    assertThat(pace.surplus(limit, 19 * 20 * 200, now)).isZero();
    assertThat(pace.surplus(limit, 22 * 20 * 200, now)).isGreaterThan(10 * 20 * 200);
  }

  @Test
  void halfOfATwoHundredthOfTheCapIsLeasedAheadAtMost() {
    calls(120, CAP / 50, CAP / 50);

    assertThat(pace.ahead(limit, now)).isEqualTo(MOST / 2);
  }

  @Test
  void whatIsBeyondATwoHundredthIsGivenBackDownToHalfOfThat() {
    calls(120, CAP / 50, 1);

    assertThat(pace.surplus(limit, MOST, now)).isZero();
    assertThat(pace.surplus(limit, MOST + 1, now)).isEqualTo(MOST / 2 + 1);
  }

  @Test
  void moreIsLeasedWhileTwelveSecondsAreLeft() {
    calls(120, 200, 200);
    long ahead = pace.ahead(limit, now);

    long twelve = ahead - ahead * 2 / 5;
    assertThat(pace.low(limit, 200, twelve, now)).isFalse();
    assertThat(pace.low(limit, 200, twelve - 1, now)).isTrue();
  }

  @Test
  void whatServesNoCallIsNotLeasedAhead() {
    calls(120, 50_000, 2);

    assertThat(pace.low(limit, 50_000, 0, now)).isFalse();
    assertThat(pace.low(limit, 700, 0, now)).isTrue();
  }

  @Test
  void allIsGivenBackAfterTwentySecondsWithoutACall() {
    calls(120, 200, 200);
    now += 20 * SECOND - SECOND / 20;
    assertThat(pace.surplus(limit, 4_000, now - 1)).isZero();

    assertThat(pace.surplus(limit, 4_000, now)).isEqualTo(4_000);
    assertThat(pace.surplus(limit, -5, now)).isZero();
  }

  @Test
  void smallCapsHaveNothingAhead() {
    Limit small = Limit.quota("q", 199, Limit.Period.DAY);
    calls(20, 1, 1);

    assertThat(pace.ahead(small, now)).isZero();
    assertThat(pace.surplus(small, 1, now)).isEqualTo(1);
  }

  @Property(tries = 500)
  void neverMoreThanWasUsedAndNeverMoreThanACrashMayCost(
      @ForAll @Size(max = 60) List<@IntRange(max = 2_000_000) Integer> steps) {
    LeasePace any = new LeasePace();
    long all = 0;
    long at = 0;
    for (int step : steps) {
      at += step * 1_000L;
      any.held(2L * step, at);
      if (step % 3 > 0) {
        any.ended(step, at);
        all += step;
      }
      assertThat(any.ahead(limit, at)).isLessThanOrEqualTo(Math.min(all, MOST / 2));
      assertThat(step - any.surplus(limit, step, at)).isBetween(0L, MOST);
    }
  }
}
