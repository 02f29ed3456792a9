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
 * given up with a failure that may pass, or of a code that the step names, be it refused before an
 * attempt or failed after some; a call that may have happened is not, unless the step says so or a
 * repetition has no second effect. A call that was not taken (a breaker is open, a vendor rests, a
 * rate or all slots are used) is waited for and uses up no repetition.
 */
public final class AfterFailure {

  private static final StepRetry IN_DOUBT =
      new StepRetry(10, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

  /** Of a step that says nothing, where a repetition has no second effect. */
  private static final StepRetry UNSAID =
      new StepRetry(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

  /** A call that is not taken for the moment is no failure of its step. */
  private static final StepRetry NOT_TAKEN =
      new StepRetry(Integer.MAX_VALUE, Duration.ofMillis(500), 2, Duration.ofMinutes(1));

  /** For how long it is waited until a call is taken. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** The same where the step says how often it is repeated. */
  private static final Duration PATIENCE_OF_RETRY = Duration.ofSeconds(30);

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
        case FAIL, UNDO -> new RunEvent.Failed(step, failure);
        case ASK -> new RunEvent.InDoubt(step, failure);
        case RETRY -> again(step, failure, IN_DOUBT, attempt, now, chance);
      };
    }
    if (failure.retryable() && PlatformCause.of(failure) != null) {
      return notTaken(state, step, failure, PATIENCE, now, chance);
    }
    StepRetry retry = call.retry();
    if (retry == null ? !failure.retryable() : !retry.covers(failure)) {
      return new RunEvent.Failed(step, failure);
    }
    if (retry == null && state.notTaken(step) != null) {
      // Who was refused before is let through to see whether the breaker may close.
      return notTaken(state, step, failure, PATIENCE, now, chance);
    }
    return again(step, failure, retry == null && repeatable ? UNSAID : retry, attempt, now, chance);
  }

  private static RunEvent notTaken(
      RunState state,
      StepKey step,
      Failure failure,
      Duration patience,
      Instant now,
      double chance) {
    RunEvent.NotTaken before = state.notTaken(step);
    RunEvent.NotTaken tries =
        before == null
            ? new RunEvent.NotTaken(1, now)
            : new RunEvent.NotTaken(before.tries() + 1, before.since());
    return now.isBefore(tries.since().plus(patience))
        ? new RunEvent.Retrying(
            step,
            state.attempt(step),
            now.plus(wait(failure, NOT_TAKEN.wait(tries.tries()), chance)),
            failure,
            tries)
        : new RunEvent.Failed(step, failure);
  }

  /** The event that a call makes which was refused before anything of it was tried. */
  public static RunEvent ofRefusal(
      RunState state,
      StepKey step,
      Failure failure,
      boolean repeatable,
      Instant now,
      double chance) {
    if (!failure.retryable() || failure.applied() != Applied.NO) {
      return of(state, step, failure, repeatable, now, chance);
    }
    StepRetry retry = ((Node.Call) state.workflow().node(step.node())).retry();
    boolean ofServer =
        failure.code() == FailureCode.UNAVAILABLE || PlatformCause.of(failure) != null;
    if (retry == null || ofServer) {
      return notTaken(state, step, failure, PATIENCE, now, chance);
    }
    if (retry.max() == 0) {
      return new RunEvent.Failed(step, failure);
    }
    Duration within = retry.within();
    Duration patience = within == null ? PATIENCE_OF_RETRY : within;
    return notTaken(state, step, failure, patience, now, chance);
  }

  /**
   * What a failure makes of a step whose tries take at most so long together: none begins later.
   *
   * @param event what it makes of the step otherwise
   * @param began when the step began
   */
  public static RunEvent within(RunState state, RunEvent event, Instant began) {
    return event instanceof RunEvent.Retrying again
            && state.workflow().node(again.step().node()) instanceof Node.Call call
            && call.retry() != null
            && call.retry().within() != null
            && again.due().isAfter(began.plus(call.retry().within()))
        ? new RunEvent.Failed(again.step(), again.failure())
        : event;
  }

  /**
   * What becomes of a step where a failure makes that of it, given what is around it: nothing is
   * tried again where something has failed, and a person is asked whether a call happened only
   * where that decides whether it is undone, or where an undo has failed for good.
   *
   * @param doubt why it is not known whether its call happened; null when that is known
   */
  public static RunEvent around(RunState state, RunEvent.OfStep event, @Nullable Failure doubt) {
    StepKey step = event.step();
    if (event instanceof RunEvent.Failed(var s, Failure failure)) {
      return state.undoes(step) ? new RunEvent.InDoubt(step, failure) : event;
    }
    if (!state.stopping(step)) {
      return event;
    }
    return doubt != null && state.undoable(step)
        ? new RunEvent.InDoubt(step, doubt)
        : new RunEvent.Abandoned(step, doubt);
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
      case FAIL, UNDO -> new RunEvent.Failed(step, failure);
      case ASK -> new RunEvent.InDoubt(step, failure);
      case RETRY ->
          state.stopping(step) ? new RunEvent.InDoubt(step, failure) : new RunEvent.Repeated(step);
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
      case FAIL, UNDO -> new RunEvent.Failed(step, failure);
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
    Instant due = now.plus(wait(failure, retry.wait(attempt), chance));
    return new RunEvent.Retrying(step, attempt, due, failure);
  }

  private static Duration wait(Failure failure, Duration backoff, double chance) {
    Duration spread = Duration.ofNanos((long) (backoff.toNanos() * (0.5 + chance / 2)));
    Duration asked = failure.retryAfter();
    return asked != null && asked.compareTo(spread) > 0 ? asked : spread;
  }
}
