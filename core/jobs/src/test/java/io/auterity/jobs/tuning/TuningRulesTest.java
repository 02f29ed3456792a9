package io.auterity.jobs.tuning;

import static io.auterity.jobs.tuning.TuningRules.Count.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.job.JobRetry;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Positive;
import net.jqwik.api.constraints.WithNull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever is told of a job and whenever, it is neither waited for endlessly nor given up early.
 */
class TuningRulesTest {

  private static final Instant CREATED = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant ENDED = CREATED.plus(Duration.ofHours(3));
  private static final long LONG = 100 * 86_400;

  private static TuningJob job(boolean begun, TuningJob.@Nullable End end) {
    return job(begun, null, end, 4_001, 2);
  }

  private static TuningJob job(
      boolean begun,
      TuningJob.@Nullable Told told,
      TuningJob.@Nullable End end,
      long bytes,
      @Nullable Integer epochs) {
    Principal owner = new Principal(new UUID(0, 1), "owner", Principal.Type.SERVICE);
    TuningOrder order =
        new TuningOrder(
            owner, "openai", Map.of(), "m", new UUID(0, 2), null, bytes, epochs, CREATED);
    return new TuningJob(
        new UUID(0, 3),
        TenantScope.recovered(new UUID(0, 4)),
        order,
        begun ? new Ref("vendor", "ft-1") : null,
        told,
        end);
  }

  private static TuningJob.End ended(boolean vain) {
    return new TuningJob.End(ENDED, 0, vain, false);
  }

  private static Tuning told(TuningState state, @Nullable Long trained) {
    return new Tuning(new Ref("vendor", "ft-1"), "m", state, null, null, null, trained, null, null);
  }

  @Test
  void waitsAreBounded() {
    Instant now = CREATED;

    assertThat(TuningRules.next(now, now)).isEqualTo(now.plusSeconds(60));
    assertThat(TuningRules.next(now.minusSeconds(1_800), now)).isEqualTo(now.plusSeconds(180));
    assertThat(TuningRules.next(now.minusSeconds(90_000), now)).isEqualTo(now.plusSeconds(600));
    assertThat(again(0, now)).isEqualTo(now.plusSeconds(60));
    assertThat(again(3, now)).isEqualTo(now.plusSeconds(480));
    assertThat(again(1_000, now)).isEqualTo(now.plusSeconds(3_600));
  }

  private static Instant again(int before, Instant now) {
    Failure away = Failure.of(FailureCode.UNAVAILABLE, "it is away");
    return TuningRules.retry(job(true, null), before, away, now).due();
  }

  @Property
  void theNextTimeIsNeitherAtOnceNorFarAway(
      @ForAll @LongRange(min = -LONG, max = LONG) long age,
      @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int failures) {
    Instant now = CREATED.plusSeconds(age);

    assertThat(TuningRules.next(CREATED, now)).isBetween(now.plusSeconds(60), now.plusSeconds(600));
    assertThat(again(failures, now)).isBetween(now.plusSeconds(60), now.plusSeconds(3_600));
    assertThat(again(failures, now)).isAfterOrEqualTo(again(Math.max(0, failures - 1), now));
  }

  @Property
  void aCountIsOpenForADayAtMost(
      @ForAll boolean vain,
      @ForAll @WithNull TuningState state,
      @ForAll @WithNull @LongRange(min = 0, max = 3) Long trained,
      @ForAll @LongRange(min = 0, max = LONG) long later) {
    Tuning told = state == null ? null : told(state, trained);
    Instant now = ENDED.plusSeconds(later);

    TuningRules.Count count = TuningRules.count(ended(vain), told, now);

    assertThat(count == TuningRules.Count.TOLD)
        .as("what is told is billed whenever it is")
        .isEqualTo(told != null && told.state().ended() && trained != null && trained > 0);
    if (count == TuningRules.Count.OPEN) {
      assertThat(now).isBefore(ENDED.plus(TuningRules.UNTOLD));
    }
    if (count == TuningRules.Count.ESTIMATED) {
      assertThat(now).isAfterOrEqualTo(ENDED.plus(TuningRules.UNTOLD));
      assertThat(state).isNotIn(TuningState.FAILED, TuningState.CANCELLED);
    }
    boolean none = told != null && told.state().ended() && Long.valueOf(0).equals(trained);
    if (none) {
      assertThat(count).as("that it is none is told, however it ended").isEqualTo(NOTHING);
    }
    if (count == NOTHING && !none) {
      assertThat(now).isAfterOrEqualTo(ENDED.plus(TuningRules.SECOND_ASK));
      assertThat(state).isNotEqualTo(TuningState.SUCCEEDED);
    }
  }

  @Property
  void nothingIsGivenUpBeforeItFailedOftenAndForLong(
      @ForAll boolean begun,
      @ForAll boolean ended,
      @ForAll boolean billed,
      @ForAll @LongRange(min = 0, max = 5) long trained,
      @ForAll FailureCode code,
      @ForAll @IntRange(max = 100) int before,
      @ForAll @LongRange(min = 0, max = LONG) long later) {
    TuningJob job = job(begun, ended ? new TuningJob.End(ENDED, trained, false, billed) : null);
    Instant heard = ended ? ENDED : CREATED;
    Instant now = heard.plusSeconds(later);
    Failure failure = failure(code);

    if (TuningRules.retry(job, before, failure, now).over()) {
      assertThat(before + 1).isGreaterThanOrEqualTo(TuningRules.FEWEST_ASKS);
      assertThat(now).isAfterOrEqualTo(heard.plus(TuningRules.LONGEST_DEBT));
      assertThat(TuningRules.duty(job)).isIn(TuningRules.Duty.ASK, TuningRules.Duty.BILL);
      assertThat(lacksRoom(code)).isFalse();
    }
  }

  @Property
  void whatFailsOftenAndForLongIsGivenUpAndWhoeverOwesItStaysInDebt(
      @ForAll boolean ended, @ForAll FailureCode code) {
    TuningJob job = job(true, ended ? new TuningJob.End(ENDED, 5, false, false) : null);

    assertThat(
            TuningRules.retry(
                    job,
                    TuningRules.FEWEST_ASKS - 1,
                    failure(code),
                    (ended ? ENDED : CREATED).plus(TuningRules.LONGEST_DEBT))
                .over())
        .isEqualTo(!lacksRoom(code));
  }

  private static Failure failure(FailureCode code) {
    return Failure.of(code, "no");
  }

  private static boolean lacksRoom(FailureCode code) {
    return code == FailureCode.BUDGET_EXHAUSTED || code == FailureCode.QUOTA_EXHAUSTED;
  }

  @Property
  void aWantOfRoomCountsOnceAndIsAskedForEachHourAtTheLatest(
      @ForAll FailureCode code,
      @ForAll @IntRange(max = 100) int before,
      @ForAll @LongRange(min = 0, max = LONG) long later) {
    TuningJob job = job(true, null, new TuningJob.End(ENDED, 5, false, false), 0, null);
    Failure failure = failure(code);
    Instant now = ENDED.plusSeconds(later);

    boolean lacking = lacksRoom(code);
    JobRetry retry = TuningRules.retry(job, before, failure, now);
    assertThat(retry.failures()).isEqualTo(lacking ? Math.max(1, before) : before + 1);
    assertThat(retry.due())
        .isEqualTo(lacking ? now.plusSeconds(Math.clamp(later, 60, 3_600)) : again(before, now));
  }

  @Test
  void aJobIsFollowedFromWhenItsProviderToldOfItLast() {
    Instant told = CREATED.plus(Duration.ofDays(20));
    TuningJob job = job(true, new TuningJob.Told("running", told), null, 0, null);
    Instant end = told.plus(TuningRules.LONGEST_DEBT);

    Failure gone = Failure.of(FailureCode.NOT_FOUND, "it is gone");
    assertThat(TuningRules.retry(job, 23, gone, end.minusSeconds(1)).over()).isFalse();
    assertThat(TuningRules.retry(job, 23, gone, end).over()).isTrue();
  }

  @Property
  void anEstimateIsATokenForFourBytesAsOftenAsTheyWereLearned(
      @ForAll @LongRange(min = 1, max = 1L << 40) long bytes,
      @ForAll @WithNull @Positive @IntRange(min = 1, max = 50) Integer epochs) {
    long estimate = TuningRules.estimate(job(true, null, null, bytes, epochs).order());
    long often = epochs == null ? 3 : epochs;

    assertThat(estimate * 4).isBetween(bytes * often, (bytes + 3) * often);
  }

  @Test
  void whatEndsOwesUnlessItTellsThatItTrainedNothing() {
    assertThat(TuningRules.owes(told(TuningState.SUCCEEDED, null))).isTrue();
    assertThat(TuningRules.owes(told(TuningState.SUCCEEDED, 0L))).isFalse();
    assertThat(TuningRules.owes(told(TuningState.CANCELLED, 7L))).isTrue();
    assertThat(TuningRules.owes(told(TuningState.CANCELLED, null))).isTrue();
    assertThat(TuningRules.owes(told(TuningState.FAILED, 0L))).isFalse();
    assertThat(TuningRules.vain(told(TuningState.CANCELLED, null))).isTrue();
    assertThat(TuningRules.vain(told(TuningState.CANCELLED, 7L))).isFalse();
    assertThat(TuningRules.vain(told(TuningState.SUCCEEDED, null))).isFalse();
  }
}
