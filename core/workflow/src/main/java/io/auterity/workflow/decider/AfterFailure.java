package io.auterity.workflow.decider;

import io.auterity.platform.call.PlatformCause;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.definition.StepRetry;
import io.auterity.workflow.graph.Node;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the failure of a call means for its step. It is tried again only after the road has
 * given up with a failure that may pass, be it refused before an attempt or failed after some; a
 * call that may have happened is not, unless the step says so or a repetition has no second effect.
 */
public final class AfterFailure {

  private static final StepRetry IN_DOUBT =
      new StepRetry(10, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

  /** A server that cannot take or carry out calls for the moment is no failure of a step. */
  private static final StepRetry NOT_TAKEN =
      new StepRetry(40, Duration.ofMillis(500), 2, Duration.ofSeconds(10));

  private AfterFailure() {}

  /**
   * The event that a failure makes.
   *
   * @param repeatable whether the same call may be made again without a second effect
   * @param now when it failed
   * @param chance from 0 to 1, spreads repetitions
   */
  public static RunEvent of(
      RunState state,
      StepKey step,
      Failure failure,
      boolean repeatable,
      Instant now,
      double chance) {
    Node.Call call = (Node.Call) state.workflow().node(step.node());
    int attempt = state.attempt(step) + 1;
    if (inDoubt(failure, repeatable)) {
      return switch (call.onInDoubt()) {
        case FAIL -> new RunEvent.Failed(step, failure);
        case ASK -> new RunEvent.InDoubt(step, failure);
        case RETRY -> again(step, failure, IN_DOUBT, attempt, now, chance);
      };
    }
    StepRetry retry = failure.retryable() ? retry(call, failure) : null;
    return again(step, failure, retry, attempt, now, chance);
  }

  private static @Nullable StepRetry retry(Node.Call call, Failure failure) {
    return PlatformCause.of(failure) == null ? call.retry() : NOT_TAKEN;
  }

  /** The event that a call makes which was refused before anything of it was tried. */
  public static RunEvent ofRefusal(
      RunState state,
      StepKey step,
      Failure failure,
      boolean repeatable,
      Instant now,
      double chance) {
    return failure.code() == FailureCode.UNAVAILABLE && failure.retryable()
        ? again(step, failure, NOT_TAKEN, state.attempt(step) + 1, now, chance)
        : of(state, step, failure, repeatable, now, chance);
  }

  /** What it means that the process ended while a call was under way. */
  public static RunEvent ofCrash(RunState state, StepKey step) {
    Node.Call call = (Node.Call) state.workflow().node(step.node());
    Failure failure =
        Failure.of(
                FailureCode.IN_DOUBT,
                "the server ended while '%s' was under way; whether it happened is not known"
                    .formatted(call.capability()))
            .withApplied(Applied.UNKNOWN);
    return switch (call.onInDoubt()) {
      case FAIL -> new RunEvent.Failed(step, failure);
      case ASK -> new RunEvent.InDoubt(step, failure);
      case RETRY -> new RunEvent.Repeated(step);
    };
  }

  /**
   * What it means that a call which may have happened cannot be made again where it may have
   * happened; null when the step says that it may happen twice.
   */
  public static @Nullable RunEvent ofChange(RunState state, StepKey step, Failure doubt) {
    return ofDoubt(
        state,
        step,
        "may have happened at a provider that is no longer the one it goes to: " + doubt.message());
  }

  /**
   * What it means that a call may have happened though the journal does not tell of it; null when
   * the step says that it may happen twice.
   */
  public static @Nullable RunEvent ofRepair(RunState state, StepKey step) {
    return ofDoubt(state, step, "may have happened; what the journal told of it could not be read");
  }

  /**
   * What it means that the last attempt of a call failed without effect, when an earlier one may
   * have had one.
   *
   * @param repeatable whether the same call could be made again without a second effect
   */
  public static RunEvent ofLast(RunState state, StepKey step, Failure failure, boolean repeatable) {
    RunEvent asked =
        repeatable
            ? null
            : ofDoubt(state, step, "may have happened before it failed: " + failure.message());
    return asked == null ? new RunEvent.Failed(step, failure.withApplied(Applied.UNKNOWN)) : asked;
  }

  private static @Nullable RunEvent ofDoubt(RunState state, StepKey step, String why) {
    Node.Call call = (Node.Call) state.workflow().node(step.node());
    Failure failure =
        Failure.of(FailureCode.IN_DOUBT, "'%s' %s".formatted(call.capability(), why))
            .withApplied(Applied.UNKNOWN);
    return switch (call.onInDoubt()) {
      case FAIL -> new RunEvent.Failed(step, failure);
      case ASK -> new RunEvent.InDoubt(step, failure);
      case RETRY -> null;
    };
  }

  private static boolean inDoubt(Failure failure, boolean repeatable) {
    return failure.code() == FailureCode.IN_DOUBT
        || (failure.applied() != Applied.NO && !repeatable);
  }

  private static RunEvent again(
      StepKey step,
      Failure failure,
      @Nullable StepRetry retry,
      int attempt,
      Instant now,
      double chance) {
    if (retry == null || attempt > retry.max()) {
      return new RunEvent.Failed(step, failure);
    }
    Duration backoff = retry.wait(attempt);
    Duration spread = Duration.ofNanos((long) (backoff.toNanos() * (0.5 + chance / 2)));
    Duration asked = failure.retryAfter();
    Duration wait = asked != null && asked.compareTo(spread) > 0 ? asked : spread;
    return new RunEvent.Retrying(step, attempt, now.plus(wait), failure);
  }
}
