package io.auterity.workflow.engine;

import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.Applied;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.AfterFailure;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.graph.Node;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a call in its run: which event follows from its outcome, from a person's answer and
 * from a crash, and whether it may be made at all while it may have happened before. Where a call
 * may go is asked each time, as it may have changed.
 */
record CallRules(LoadedRun run, EngineServices services) {

  private RunState state() {
    return run.state();
  }

  /**
   * Where the call of a step may be made again.
   *
   * @param call as it is prepared; null where that is to be done here, if it matters
   */
  CallIdempotency repetition(StepKey step, PreparedStep.@Nullable Dispatch call) {
    String capability = StepResults.capability(state(), step);
    CallIdempotency found =
        services
            .repeatability()
            .of(run.birth().scope(), capability, () -> call == null ? aim(step) : aim(call));
    return found instanceof CallIdempotency.Anywhere && expects(step, capability, call)
        ? new CallIdempotency.Nowhere()
        : found;
  }

  // Of several providers the call itself may say which it goes to.
  private Repeatability.@Nullable Aim aim(StepKey step) {
    PreparedStep.Dispatch call = StepPreparation.call(state(), step, run.progress().began(step));
    return call == null ? null : aim(call);
  }

  private static Repeatability.Aim aim(PreparedStep.Dispatch call) {
    return new Repeatability.Aim(call.provider(), call.input());
  }

  // A write that was applied is refused when it is repeated, as what it expects holds no more.
  private boolean expects(StepKey step, String id, PreparedStep.@Nullable Dispatch call) {
    Capability capability = services.catalogue().find(id).orElse(null);
    return capability != null
        && capability.effect() == Effect.IDEMPOTENT
        && input(step, call) instanceof Json.Obj input
        && capability.effect(name -> gives(input, name)) != Effect.IDEMPOTENT;
  }

  private @Nullable Json input(StepKey step, PreparedStep.@Nullable Dispatch call) {
    return call == null
        ? StepPreparation.input(state(), step, run.progress().began(step))
        : call.input();
  }

  private static boolean gives(Json.Obj input, String name) {
    return input.get(name) != null && !(input.get(name) instanceof Json.Null);
  }

  /**
   * Whether the call was not made, as the provider that was noted is gone: where it may go is
   * looked at anew.
   */
  boolean anew(StepKey step, Outcome outcome) {
    return outcome instanceof Outcome.Refused(UUID d, Failure failure)
        && PlatformCause.of(failure) == PlatformCause.OTHER_PROVIDER
        && !state().stopping(step);
  }

  /** What has happened as the call ended so. */
  RunEvent ended(StepKey step, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded done -> StepResults.completed(services, state(), step, done);
      case Outcome.Refused(UUID d, Failure failure) -> after(step, failure, true);
      case Outcome.Failed(UUID d, Failure failure) -> after(step, failure, false);
    };
  }

  private RunEvent after(StepKey step, Failure failure, boolean refused) {
    boolean repeatable = repeatable(step);
    Instant now = services.time().now();
    double chance = services.random().nextDouble();
    RunEvent event =
        refused
            ? AfterFailure.ofRefusal(state(), step, failure, repeatable, now, chance)
            : AfterFailure.of(state(), step, failure, repeatable, now, chance);
    event = AfterFailure.within(state(), event, began(step, now));
    Failure doubt = failure.applied() == Applied.NO ? state().earlierDoubt(step) : failure;
    if (event instanceof RunEvent.Failed && failure.applied() == Applied.NO && doubt != null) {
      event = AfterFailure.ofLast(state(), step, failure, repeatable);
    }
    return AfterFailure.around(state(), (RunEvent.OfStep) event, doubt);
  }

  private Instant began(StepKey step, Instant now) {
    return Objects.requireNonNullElse(run.progress().began(step), now);
  }

  /** What has happened as a person said so of a call in doubt. */
  RunEvent answered(StepKey step, DoubtAnswer answer) {
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
  boolean noted(StepKey step, CallIdempotency callIdempotency) {
    if (!(callIdempotency instanceof CallIdempotency.Anywhere)) {
      return true;
    }
    Node.Call call = (Node.Call) state().workflow().node(step.node());
    return call.readsNow()
        && services
            .catalogue()
            .find(call.capability())
            .filter(capability -> capability.effect() != Effect.NONE)
            .isPresent();
  }

  /** What happens in place of a call that must not be made; null when it may be. */
  @Nullable RunEvent instead(StepKey step, CallIdempotency callIdempotency) {
    Failure doubt = state().doubt(step);
    if (callIdempotency instanceof CallIdempotency.Anywhere) {
      return null;
    }
    if (state().suspected(step)) {
      return AfterFailure.ofRepair(state(), step);
    }
    return doubt == null || callIdempotency.allowedAfter(state().doubtedProvider(step))
        ? null
        : AfterFailure.ofChange(state(), step, doubt);
  }

  /** What happens to a step whose call was under way when the server stopped. */
  RunEvent recovered(StepKey step) {
    return !state().suspected(step) && !state().stopping(step) && repeatable(step)
        ? new RunEvent.Repeated(step)
        : AfterFailure.ofCrash(state(), step);
  }

  private boolean repeatable(StepKey step) {
    return repetition(step, null).allowedAfter(state().doubtedProvider(step));
  }
}
