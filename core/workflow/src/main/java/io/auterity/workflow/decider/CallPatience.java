package io.auterity.workflow.decider;

import io.auterity.platform.call.OpenBreaker;
import io.auterity.platform.call.PlatformCause;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.RunEvent.NotTaken;
import io.auterity.workflow.definition.StepRetry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides for how long it is waited until a call is taken: the vendor put it off, or a breaker, a
 * rest, a rate or slots refused it, or this server could not make it. The wait has an end, which is
 * noted with each try: minutes where a breaker refuses, since by then it is known whether the
 * provider is back, and half an hour where calls pass again by themselves. What a step says of its
 * retry goes before.
 */
final class CallPatience {

  /** A call that is not taken for the moment is no failure of its step. */
  private static final StepRetry TRIES =
      new StepRetry(Integer.MAX_VALUE, Duration.ofMillis(500), 2, Duration.ofMinutes(1));

  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration OF_BREAKER = Duration.ofMinutes(3);

  /** Where the step says how often it is repeated. */
  private static final Duration OF_RETRY = Duration.ofSeconds(30);

  private CallPatience() {}

  /**
   * The next try of a call that failed; null when it counts as one that was taken, or has been
   * waited for long enough.
   */
  static RunEvent.@Nullable Retrying after(
      RunState state,
      StepKey step,
      Failure failure,
      @Nullable StepRetry retry,
      Instant now,
      double chance) {
    if (!failure.retryable()) {
      return null;
    }
    if (PlatformCause.of(failure) != null) {
      return next(state, step, failure, LONGEST, LONGEST, now, chance);
    }
    if (!isPutOff(failure) || isNone(retry)) {
      return null;
    }
    Duration most = most(retry);
    return next(state, step, failure, most, most, now, chance);
  }

  /** The next try of a call that was refused; null when it has been waited for long enough. */
  static RunEvent.@Nullable Retrying refused(
      RunState state,
      StepKey step,
      Failure failure,
      @Nullable StepRetry retry,
      Instant now,
      double chance) {
    if (failure.code() == FailureCode.UNAVAILABLE || PlatformCause.of(failure) != null) {
      return next(state, step, failure, LONGEST, LONGEST, now, chance);
    }
    if (isNone(retry)) {
      return null;
    }
    Duration most = most(retry);
    Duration own = retry == null && OpenBreaker.isOn(failure) ? OF_BREAKER : most;
    return next(state, step, failure, own, most, now, chance);
  }

  // The vendor took nothing of it, and says that it will: by its code, or by when.
  private static boolean isPutOff(Failure failure) {
    return failure.applied() == Applied.NO
        && (failure.code() == FailureCode.RATE_LIMITED
            || (failure.code() == FailureCode.UNAVAILABLE && failure.retryAfter() != null));
  }

  private static boolean isNone(@Nullable StepRetry retry) {
    return retry != null && retry.max() == 0;
  }

  private static Duration most(@Nullable StepRetry retry) {
    if (retry == null) {
      return LONGEST;
    }
    return retry.within() == null ? OF_RETRY : retry.within();
  }

  /**
   * @param own for how long is waited for what is in the way now
   * @param most for how long is waited in all
   */
  private static RunEvent.@Nullable Retrying next(
      RunState state,
      StepKey step,
      Failure failure,
      Duration own,
      Duration most,
      Instant now,
      double chance) {
    NotTaken before = state.notTaken(step);
    Instant since = before == null ? now : before.since();
    int tries = before == null ? 1 : before.tries() + 1;
    Instant until = until(before, now.plus(own), since.plus(most), own.equals(most));
    if (!now.isBefore(until)) {
      return null;
    }
    Instant due = now.plus(pause(failure, TRIES.wait(tries), chance));
    return new RunEvent.Retrying(
        step, state.attempt(step), due, failure, new NotTaken(tries, since, until));
  }

  // What a shorter wait was begun for is still in the way, until something else is.
  private static Instant until(
      @Nullable NotTaken before, Instant ofOwn, Instant last, boolean whole) {
    Instant known = before == null ? null : before.until();
    if (whole) {
      return last;
    }
    if (known != null && known.isBefore(last)) {
      return known;
    }
    return ofOwn.isBefore(last) ? ofOwn : last;
  }

  /** How long to wait: as the failure asks, and not shorter than that. */
  static Duration pause(Failure failure, Duration backoff, double chance) {
    Duration spread = Duration.ofNanos((long) (backoff.toNanos() * (0.5 + chance / 2)));
    Duration asked = failure.retryAfter();
    return asked != null && asked.compareTo(spread) > 0 ? asked : spread;
  }
}
