package io.auterity.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.ledger.RateLimit.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateAccountTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private static RateAccount rate(Span span, long most) {
    return new RateAccount(new RateLimit("q", LimitScope.TENANT, span, most));
  }

  @Property
  void noSecondHoldsMoreThanTheMost(
      @ForAll @IntRange(min = 1, max = 5) int most,
      @ForAll @Size(max = 200) List<@IntRange(max = 400) Integer> pauses) {
    RateAccount rate = rate(Span.SECOND, most);
    List<Long> made = new ArrayList<>();
    long now = -77;
    for (int pause : pauses) {
      now += pause * MILLI;
      if (rate.untilFree(now) == null) {
        rate.take(now);
        made.add(now);
      }
    }

    for (long begin : made) {
      assertThat(made)
          .filteredOn(at -> at >= begin && at < begin + SECOND)
          .hasSizeLessThan(most + 1);
    }
  }

  @Property
  void oneThatWaitsAsToldFits(
      @ForAll @IntRange(min = 1, max = 5) int most,
      @ForAll @Size(max = 60) List<@IntRange(max = 300) Integer> pauses) {
    RateAccount rate = rate(Span.SECOND, most);
    long now = 5 * SECOND;
    for (int pause : pauses) {
      now += pause * MILLI;
      Duration wait = rate.untilFree(now);
      if (wait != null) {
        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofMillis(1_063));
        now += wait.toNanos();
        assertThat(rate.untilFree(now)).isNull();
      }
      rate.take(now);
    }
  }

  @Test
  void whatWasNotMadeAfterAllMakesRoom() {
    RateAccount rate = rate(Span.MINUTE, 1);
    rate.ended(rate.take(0), false);
    long taken = rate.take(SECOND);

    assertThat(rate.untilFree(2 * SECOND)).isNotNull();
    rate.ended(taken, true);
    assertThat(rate.untilFree(3 * SECOND)).isNotNull();
    assertThat(rate.untilFree(64 * SECOND)).isNull();
  }

  @Test
  void whatIsGivenBackLateTakesNothingFromOthers() {
    RateAccount rate = rate(Span.SECOND, 2);
    long first = rate.take(0);
    rate.take(17 * SECOND / 16);
    rate.take(17 * SECOND / 16);

    rate.ended(first, false);

    assertThat(rate.untilFree(17 * SECOND / 16)).isNotNull();
  }

  @Test
  void aPlaceIsFreeWhenItsCallEnds() {
    RateAccount rate = rate(Span.PARALLEL, 2);
    long one = rate.take(0);
    rate.take(0);

    assertThat(rate.untilFree(60 * SECOND)).isNotNull();
    rate.ended(one, true);
    assertThat(rate.untilFree(60 * SECOND)).isNull();
    assertThat(rate.state(60 * SECOND).underWay()).isEqualTo(1);
  }

  @Test
  void nothingFitsUnderNothing() {
    assertThat(rate(Span.SECOND, 0).untilFree(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(rate(Span.PARALLEL, 0).untilFree(0)).isNotNull();
  }
}
