package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.RateLimit.Span;
import io.auterity.platform.call.RateStanding.Rate;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private static RateLimiter rate(Span span, long most) {
    return new RateLimiter(new RateLimit("q", LimitScope.wholeTenant(), span, most));
  }

  @Property
  void noSecondHoldsMoreThanTheMost(
      @ForAll @IntRange(min = 1, max = 5) int most,
      @ForAll @Size(max = 200) List<@IntRange(max = 400) Integer> pauses) {
    RateLimiter rate = rate(Span.SECOND, most);
    List<Long> made = new ArrayList<>();
    long now = -77;
    for (int pause : pauses) {
      now += (long) pause * MILLI;
      if (rate.untilFree(now, 1) == null) {
        rate.take(now, 1);
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
    RateLimiter rate = rate(Span.SECOND, most);
    long now = 5 * SECOND;
    for (int pause : pauses) {
      now += (long) pause * MILLI;
      Duration wait = rate.untilFree(now, 1);
      if (wait != null) {
        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
        now += wait.toNanos();
        assertThat(rate.untilFree(now, 1)).isNull();
      }
      rate.take(now, 1);
    }
  }

  @Test
  void whatWasNotMadeAfterAllMakesRoom() {
    RateLimiter rate = rate(Span.MINUTE, 1);
    rate.ended(0, rate.take(0, 1), 1, 0);
    long taken = rate.take(SECOND, 1);

    assertThat(rate.untilFree(2 * SECOND, 1)).isNotNull();
    rate.ended(2 * SECOND, taken, 1, 1);
    assertThat(rate.untilFree(3 * SECOND, 1)).isNotNull();
    assertThat(rate.untilFree(64 * SECOND, 1)).isNull();
  }

  @Test
  void whatIsGivenBackLateTakesNothingFromOthers() {
    RateLimiter rate = rate(Span.SECOND, 2);
    long first = rate.take(0, 1);
    rate.take(17 * SECOND / 16, 1);
    rate.take(17 * SECOND / 16, 1);

    rate.ended(17 * SECOND / 16, first, 1, 0);

    assertThat(rate.untilFree(17 * SECOND / 16, 1)).isNotNull();
  }

  @Test
  void aPlaceIsFreeWhenItsCallEnds() {
    RateLimiter rate = rate(Span.PARALLEL, 2);
    long one = rate.take(0, 1);
    rate.take(0, 1);

    assertThat(rate.untilFree(60 * SECOND, 1)).isNotNull();
    rate.ended(60 * SECOND, one, 1, 1);
    assertThat(rate.untilFree(60 * SECOND, 1)).isNull();
    assertThat(rate.state(60 * SECOND, false).underWay()).isEqualTo(1);
  }

  @Test
  void nobodyWaitsForLongerThanAMinuteOfAMinute() {
    RateLimiter rate = rate(Span.MINUTE, 2);
    long now = 4 * SECOND; // Just behind the begin of a slot, which is 3.75 s long.
    rate.take(now, 1);
    rate.take(now + SECOND, 1);

    assertThat(rate.untilFree(now + SECOND, 1)).isEqualTo(Duration.ofSeconds(60));
    assertThat(rate.standing(now + SECOND, false))
        .extracting(Rate::reset)
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(rate.untilFree(now + 61 * SECOND - 1, 1)).isEqualTo(Duration.ofNanos(1));
    assertThat(rate.untilFree(now + 61 * SECOND, 2)).isNull();
  }

  private record Made(long at, long slot, long most) {}

  @Property
  void noMinuteHoldsMoreTokensThanTheMostAndThoseNotUsedComeBack(
      @ForAll @IntRange(min = 1, max = 1_000) int most,
      @ForAll @Size(max = 100) List<@IntRange(max = 30_000) Integer> pauses,
      @ForAll Random random) {
    RateLimiter rate = rate(Span.TOKENS, most);
    List<Made> open = new ArrayList<>();
    List<Made> counts = new ArrayList<>();
    long now = 3;
    for (int pause : pauses) {
      now += (long) pause * MILLI;
      long amount = 1L + random.nextInt(most);
      Duration wait = rate.untilFree(now, amount);
      if (wait == null) {
        Made made = new Made(now, rate.take(now, amount), amount);
        open.add(made);
        counts.add(made);
      } else {
        now += wait.toNanos();
        assertThat(rate.untilFree(now, amount)).isNull();
      }
      if (!open.isEmpty() && random.nextBoolean()) {
        Made ended = open.remove(random.nextInt(open.size()));
        long used = random.nextLong(ended.most() + 1);
        rate.ended(now, ended.slot(), ended.most(), used);
        counts.remove(ended);
        counts.add(new Made(ended.at(), ended.slot(), used));
      }
      long since = now - 60 * SECOND;
      long ofMinute = counts.stream().filter(made -> made.at() > since).mapToLong(Made::most).sum();
      assertThat(ofMinute).isLessThanOrEqualTo(most);
      long counted = rate.state(now, false).ended() + rate.state(now, false).underWay();
      assertThat(counted).isBetween(ofMinute, (long) most);
    }
  }

  @Test
  void tokensBeyondWhatWasEstimatedCountAsOfTheEndOfTheirCall() {
    RateLimiter rate = rate(Span.TOKENS, 100);
    rate.ended(30 * SECOND, rate.take(0, 40), 40, 70);

    assertThat(rate.untilFree(30 * SECOND, 30)).isNull();
    assertThat(rate.untilFree(30 * SECOND, 31)).isNotNull();
    assertThat(rate.state(30 * SECOND, false).ended()).isEqualTo(70);
    assertThat(rate.untilFree(64 * SECOND, 70)).isNull();
    assertThat(rate.untilFree(64 * SECOND, 71)).isEqualTo(Duration.ofSeconds(26));
    assertThat(rate.untilFree(90 * SECOND, 100)).isNull();
  }

  @Test
  void aCallOfMoreThanAMinuteLeavesItsDebtBehind() {
    RateLimiter rate = rate(Span.TOKENS, 100);
    long taken = rate.take(0, 10);
    rate.ended(200 * SECOND, taken, 10, 250);

    assertThat(rate.untilFree(201 * SECOND, 1)).isEqualTo(Duration.ofSeconds(59));
    assertThat(rate.standing(201 * SECOND, false)).extracting(Rate::left).isEqualTo(0L);
    assertThat(rate.untilFree(260 * SECOND, 100)).isNull();
  }

  @Test
  void aCallThatNeedsMoreThanEverFitsIsNotToldToWait() {
    RateLimiter rate = rate(Span.TOKENS, 100);

    Failure never = new RateRefusal(rate.limit(), 101).used(Duration.ofMinutes(1)).failure();
    Failure later = new RateRefusal(rate.limit(), 100).used(Duration.ofSeconds(7)).failure();

    assertThat(never.code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
    assertThat(never.retryable()).isFalse();
    assertThat(never.message()).contains("100 tokens in any minute", "needs about 101", "never");
    assertThat(never.retryAfter()).isNull();
    assertThat(later.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(later.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(later.fields()).containsEntry("unit", "tokens").containsEntry("requested", "100");
  }

  @Test
  void nothingFitsUnderNothing() {
    assertThat(rate(Span.SECOND, 0).untilFree(0, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(rate(Span.PARALLEL, 0).untilFree(0, 1)).isNotNull();
  }
}
