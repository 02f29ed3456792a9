package io.auterity.workflow.driver;

import io.auterity.platform.call.PlatformCause;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.AfterFailure;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Node;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a call in its run: which event follows from its failure, from a person's answer and
 * from a crash, and whether it may be made at all while it may have happened before.
 */
public record CallRules(RunState state) {

  /** The capability that a step calls. */
  public String capability(StepKey step) {
    return call(step).capability();
  }

  private Node.Call call(StepKey step) {
    return (Node.Call) state.workflow().node(step.node());
  }

  /**
   * Whether the call was not made, as the provider that was noted is gone: where it may go is
   * looked at anew.
   */
  public boolean anew(StepKey step, CallResult result) {
    return result instanceof CallResult.Refused(UUID d, Failure failure)
        && PlatformCause.of(failure) == PlatformCause.OTHER_PROVIDER
        && !state.stopping(step);
  }

  /**
   * What has happened as the call failed.
   *
   * @param refused whether it was refused before any attempt
   * @param began when its step began
   * @param chance from 0 to 1, of which the wait before the next attempt depends
   */
  public RunEvent failed(
      StepKey step,
      Failure failure,
      boolean refused,
      RepetitionFacts facts,
      Instant began,
      Instant now,
      double chance) {
    boolean repeatable = repeatable(step, facts);
    RunEvent event =
        refused
            ? AfterFailure.ofRefusal(state, step, failure, repeatable, now, chance)
            : AfterFailure.of(state, step, failure, repeatable, now, chance);
    event = AfterFailure.within(state, event, began);
    Failure doubt = failure.applied() == Applied.NO ? state.earlierDoubt(step) : failure;
    if (event instanceof RunEvent.Failed && failure.applied() == Applied.NO && doubt != null) {
      event = AfterFailure.ofLast(state, step, failure, repeatable);
    }
    return AfterFailure.around(state, (RunEvent.OfStep) event, doubt);
  }

  /** What has happened as a person said so of a call in doubt. */
  static RunEvent answered(StepKey step, DoubtAnswer answer) {
    return switch (answer) {
      case DoubtAnswer.Repeat r -> new RunEvent.Repeated(step);
      case DoubtAnswer.Fail f ->
          new RunEvent.Failed(
              step,
              Failure.of(FailureCode.IN_DOUBT, "a person said that it did not happen")
                  .withApplied(Applied.NO));
      case DoubtAnswer.Succeeded(var output) -> new RunEvent.Completed(step, output);
    };
  }

  /**
   * Whether it is noted that a call is made before it is: so that it is not made twice, or so that
   * its input stays the same where that tells when the step began.
   */
  public boolean noted(StepKey step, RepetitionFacts facts) {
    return !(facts.idempotency() instanceof CallIdempotency.Anywhere)
        || (call(step).readsNow() && facts.effect());
  }

  /** What happens in place of a call that must not be made; null when it may be. */
  public @Nullable RunEvent instead(StepKey step, RepetitionFacts facts) {
    if (facts.idempotency() instanceof CallIdempotency.Anywhere) {
      return null;
    }
    if (state.suspected(step)) {
      return AfterFailure.ofRepair(state, step);
    }
    Failure doubt = state.doubt(step);
    return doubt == null || repeatable(step, facts)
        ? null
        : AfterFailure.ofChange(state, step, doubt);
  }

  /**
   * What happens to a step whose call was under way when the server stopped.
   *
   * @param facts not asked for where they make no difference: a journal that is not trusted may
   *     give no call
   */
  public RunEvent recovered(StepKey step, Supplier<RepetitionFacts> facts) {
    return !state.suspected(step) && !state.stopping(step) && repeatable(step, facts.get())
        ? new RunEvent.Repeated(step)
        : AfterFailure.ofCrash(state, step);
  }

  private boolean repeatable(StepKey step, RepetitionFacts facts) {
    return facts.idempotency().allowedAfter(state.doubtedProvider(step));
  }
}
