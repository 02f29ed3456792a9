package io.auterity.workflow.decider;

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
 * repetition has no second effect. A call that was not taken ({@link CallPatience}) is waited for
 * and uses up no repetition; one that was let through and failed does, whatever refused it before.
 */
public final class AfterFailure {

  private static final StepRetry IN_DOUBT =
      new StepRetry(10, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

  /** Of a step that says nothing, where a repetition has no second effect. */
  private static final StepRetry UNSAID =
      new StepRetry(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

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
        case RETRY -> again(step, failure, IN_DOUBT, attempt, now, chance, null);
      };
    }
    StepRetry retry = call.retry();
    RunEvent.Retrying waits = CallPatience.after(state, step, failure, retry, now, chance);
    if (waits != null) {
      return waits;
    }
    if (retry == null ? !failure.retryable() : !retry.covers(failure)) {
      return new RunEvent.Failed(step, failure);
    }
    // What certainly had no effect has no second one either.
    return retry == null
        ? again(step, failure, UNSAID, attempt, now, chance, state.notTaken(step))
        : again(step, failure, retry, attempt, now, chance, null);
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
    RunEvent.Retrying waits = CallPatience.refused(state, step, failure, retry, now, chance);
    return waits == null ? new RunEvent.Failed(step, failure) : waits;
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
      StepRetry retry,
      int attempt,
      Instant now,
      double chance,
      RunEvent.@Nullable NotTaken before) {
    if (attempt > retry.max()) {
      return new RunEvent.Failed(step, failure);
    }
    Instant due = now.plus(CallPatience.pause(failure, retry.wait(attempt), chance));
    // Whoever was let through looks soon whether it is again, and not longer in all.
    RunEvent.NotTaken since =
        before == null ? null : new RunEvent.NotTaken(0, before.since(), before.until());
    return new RunEvent.Retrying(step, attempt, due, failure, since);
  }
}
