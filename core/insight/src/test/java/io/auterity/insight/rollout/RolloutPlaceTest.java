package io.auterity.insight.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.insight.rollout.RolloutOrder.Act;
import io.auterity.insight.rollout.RolloutPlace.State;
import io.auterity.relay.route.Rollout;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a rollout does next, by times, counts and orders. */
class RolloutPlaceTest {

  private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant DUE = BEGIN.plus(Duration.ofHours(1));
  private static final Rollout ROLLOUT =
      new Rollout(
          List.of(),
          List.of(100, 500, 1_000),
          Duration.ofHours(1),
          20,
          null,
          new Rollout.Bounds(50, null, null, 200));

  private final RolloutPlace first = RolloutPlace.first(BEGIN);

  private static RolloutCounts attempts(int ok, int failed) {
    RolloutCounts counts = RolloutCounts.NONE;
    for (int i = 0; i < ok + failed; i++) {
      counts = counts.attempted(true, i < ok, 10, 1, "USD");
    }
    return counts;
  }

  private static RolloutPlace ordered(RolloutPlace at, Act act, @Nullable Integer to) {
    return at.ordered(ROLLOUT, new RolloutOrder(act, to, "ada", "a look first"), DUE);
  }

  @Test
  void takesTheNextStepOnceItsTimeIsOverAndEnoughIsJudged() {
    assertThat(first.next(ROLLOUT, attempts(20, 0), DUE.minusMillis(1))).isEqualTo(first);
    assertThat(first.next(ROLLOUT, attempts(19, 0), DUE)).isEqualTo(first);

    RolloutPlace second = first.next(ROLLOUT, attempts(20, 0), DUE);

    assertThat(second.step()).isEqualTo(1);
    assertThat(second.since()).isEqualTo(DUE);
    assertThat(second.revision()).isGreaterThan(first.revision());
    assertThat(second.share(ROLLOUT)).isEqualTo(500);
  }

  @Test
  void staysAtItsLastStep() {
    RolloutPlace last = ordered(first, Act.ADVANCE, 2);

    assertThat(last.next(ROLLOUT, attempts(99, 0), DUE.plus(Duration.ofDays(9)))).isEqualTo(last);
  }

  @Test
  void aClockThatGoesBackTakesNoStep() {
    assertThat(first.next(ROLLOUT, attempts(20, 0), BEGIN.minusSeconds(9_000))).isEqualTo(first);
    assertThat(first.age(BEGIN.minusSeconds(9_000))).isZero();
  }

  @Test
  void goesBackBeyondItsBounds() {
    assertThat(first.next(ROLLOUT, attempts(19, 1), BEGIN).state()).isEqualTo(State.RUNNING);

    RolloutPlace back = first.next(ROLLOUT, attempts(18, 2), BEGIN);

    assertThat(back.state()).isEqualTo(State.STOPPED);
    assertThat(back.why()).isEqualTo("100 of 1000 attempts at the new offers failed");
    assertThat(back.by()).isNull();
    assertThat(back.share(ROLLOUT)).isZero();
    assertThat(back.next(ROLLOUT, attempts(999, 0), DUE)).isEqualTo(back);
  }

  @Test
  void copiesThatDifferStopItBeforeAnyAttemptIsJudged() {
    RolloutCounts counts = RolloutCounts.NONE;
    for (int i = 0; i < 20; i++) {
      counts = counts.copied(true, 0.5, i < 15);
    }

    assertThat(first.next(ROLLOUT, counts, BEGIN).why())
        .isEqualTo("250 of 1000 answers of the new offers differ from the old");
  }

  @Test
  void aPausedOneTakesNoStepAndStillGoesBack() {
    RolloutPlace paused = ordered(first, Act.PAUSE, null);

    assertThat(paused.by()).isEqualTo("ada");
    assertThat(paused.share(ROLLOUT)).isEqualTo(100);
    assertThat(paused.next(ROLLOUT, attempts(20, 0), DUE)).isEqualTo(paused);
    assertThat(paused.next(ROLLOUT, attempts(0, 20), DUE).state()).isEqualTo(State.STOPPED);
    assertThat(ordered(paused, Act.RESUME, null).next(ROLLOUT, attempts(20, 0), DUE).step())
        .isEqualTo(1);
  }

  @Test
  void aStoppedOneGoesOnWithItsFirstStepAndNewCounts() {
    RolloutPlace stopped = ordered(ordered(first, Act.ADVANCE, null), Act.STOP, null);
    assertThat(stopped.why()).isEqualTo("a look first");
    assertThat(stopped.share(ROLLOUT)).isZero();

    RolloutPlace again = ordered(stopped, Act.RESUME, null);

    assertThat(again.step()).isZero();
    assertThat(again.state()).isEqualTo(State.RUNNING);
    assertThat(attempts(3, 3).carried(stopped, again)).isEqualTo(RolloutCounts.NONE);
    assertThat(attempts(3, 3).carried(first, ordered(first, Act.ADVANCE, null)).judged()).isZero();
  }

  @Test
  void anOrderThatIsCarriedOutAlreadyChangesNothing() {
    RolloutPlace paused = ordered(first, Act.PAUSE, null);
    RolloutPlace stopped = ordered(first, Act.STOP, null);

    assertThat(ordered(paused, Act.PAUSE, null)).isEqualTo(paused);
    assertThat(ordered(stopped, Act.STOP, null)).isEqualTo(stopped);
    assertThat(ordered(first, Act.RESUME, null)).isEqualTo(first);
    assertThat(ordered(first, Act.ADVANCE, 0)).isEqualTo(first);
  }

  @Test
  void whatCannotBeDoneIsRefusedWithItsReason() {
    RolloutPlace stopped = ordered(first, Act.STOP, null);
    RolloutPlace last = ordered(first, Act.ADVANCE, 2);

    refused(stopped, Act.PAUSE, null, FailureCode.CONFLICT, "resume begins it anew");
    refused(stopped, Act.ADVANCE, null, FailureCode.CONFLICT, "resume begins it anew");
    refused(last, Act.ADVANCE, null, FailureCode.CONFLICT, "at its last step, 3");
    refused(last, Act.ADVANCE, 1, FailureCode.CONFLICT, "at step 3, which is beyond 2");
    refused(first, Act.ADVANCE, 3, FailureCode.INVALID, "there is no step 4; the last is 3");
  }

  private static void refused(
      RolloutPlace at, Act act, @Nullable Integer to, FailureCode code, String words) {
    assertThatThrownBy(() -> ordered(at, act, to))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(words);
  }
}
