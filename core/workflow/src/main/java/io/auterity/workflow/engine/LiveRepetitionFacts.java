package io.auterity.workflow.engine;

import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.StepPreparation;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.driver.CallRules;
import io.auterity.workflow.driver.RepetitionFacts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the calls of a run now: where one may go is asked each time, as it may change.
 */
record LiveRepetitionFacts(LoadedRun run, EngineServices services, CallRules rules) {

  /** Of a call that is prepared. */
  RepetitionFacts of(PreparedStep.Dispatch call) {
    return of(call.step(), call);
  }

  /** Of the call of a step, which is prepared here if that matters. */
  RepetitionFacts of(StepKey step) {
    return of(step, null);
  }

  private RepetitionFacts of(StepKey step, PreparedStep.@Nullable Dispatch call) {
    String id = rules.capability(step);
    CallIdempotency found =
        services
            .repeatability()
            .of(run.birth().scope(), id, () -> call == null ? aim(step) : aim(call));
    Optional<Capability> capability = services.catalogue().find(id);
    boolean refused =
        found instanceof CallIdempotency.Anywhere
            && capability.filter(known -> expects(step, known, call)).isPresent();
    return new RepetitionFacts(
        refused ? new CallIdempotency.Nowhere() : found,
        capability.filter(known -> known.effect() != Effect.NONE).isPresent());
  }

  // Of several providers the call itself may say which it goes to.
  private Repeatability.@Nullable Aim aim(StepKey step) {
    PreparedStep.Dispatch call = StepPreparation.call(run.state(), step, run.state().began(step));
    return call == null ? null : aim(call);
  }

  private static Repeatability.Aim aim(PreparedStep.Dispatch call) {
    return new Repeatability.Aim(call.provider(), call.input());
  }

  // A write that was applied is refused when it is repeated, as what it expects holds no more.
  private boolean expects(
      StepKey step, Capability capability, PreparedStep.@Nullable Dispatch call) {
    return capability.effect() == Effect.IDEMPOTENT
        && input(step, call) instanceof Json.Obj input
        && capability.effect(name -> gives(input, name)) != Effect.IDEMPOTENT;
  }

  private @Nullable Json input(StepKey step, PreparedStep.@Nullable Dispatch call) {
    return call == null
        ? StepPreparation.input(run.state(), step, run.state().began(step))
        : call.input();
  }

  private static boolean gives(Json.Obj input, String name) {
    return input.get(name) != null && !(input.get(name) instanceof Json.Null);
  }
}
