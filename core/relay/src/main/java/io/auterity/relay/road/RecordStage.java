package io.auterity.relay.road;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Decision.Ending;
import io.auterity.relay.decision.KeptContent;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.plan.CallPlan;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.route.Route;
import io.auterity.spi.DataClass;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Hands the decision to the log, which writes it behind the call. */
final class RecordStage implements RoadStage {

  private final DecisionLog log;
  private final Binder binder;

  RecordStage(DecisionLog log, Binder binder) {
    this.log = log;
    this.binder = binder;
  }

  @Override
  public Stage name() {
    return Stage.RECORD;
  }

  @Override
  public boolean always() {
    return true;
  }

  @Override
  public StageResult pass(Passage passage) {
    CallState call = passage.call;
    long took = call.sinceBegan();
    CallPlan plan = call.planIfMade();
    log.add(
        call.invocation().id(),
        () -> decision(passage, took),
        () -> withoutInput(passage, took),
        plan == null ? null : plan.config());
    return StageResult.done("queued", "");
  }

  private Decision decision(Passage passage, long took) {
    long from = passage.call.now();
    KeptContent input = input(passage.call);
    KeptContent output = output(passage.call);
    double micros = (passage.call.now() - from) / 1_000.0;
    return decision(passage, took, micros, input, output);
  }

  private static Decision withoutInput(Passage passage, long took) {
    return decision(passage, took, 0, KeptContent.NOT_KEPT, null);
  }

  private static Decision decision(
      Passage passage, long took, double micros, KeptContent input, @Nullable KeptContent output) {
    CallState call = passage.call;
    CallPlan plan = call.planIfMade();
    return new Decision(
        Decision.FORMAT,
        call.invocation().id(),
        call(call, input),
        new Decision.Timing(call.began(), took, call.invocation().timeout().toMillis()),
        new Decision.Result(ending(call), call.failure(), call.provider(), output, call.offer()),
        plan == null ? null : planning(plan, call.withheld()),
        call.attempts(),
        new Decision.Costs(call.holds(), call.bill().used()),
        passage.marks(micros));
  }

  private static Decision.Call call(CallState call, KeptContent input) {
    Invocation invocation = call.invocation();
    TraceContext trace = invocation.trace();
    return new Decision.Call(
        invocation.scope().tenant(),
        invocation.principal(),
        invocation.door().name().toLowerCase(Locale.ROOT),
        invocation.parent(),
        invocation.capability(),
        invocation.labels(),
        invocation.idempotencyKey(),
        trace == null ? null : trace.traceId(),
        call.factsIfKnown(),
        input);
  }

  private static Ending ending(CallState call) {
    if (call.failure() == null) {
      return Ending.SUCCEEDED;
    }
    return call.attempts().isEmpty() ? Ending.REFUSED : Ending.FAILED;
  }

  private static Decision.Planning planning(CallPlan made, List<Decision.Withheld> withheld) {
    Plan plan = made.plan();
    return new Decision.Planning(
        made.config().epoch(),
        null,
        routed(made.shortlist().route()),
        plan.ranked().stream().limit(Decision.Planning.SHOWN).toList(),
        plan.ranked().size(),
        made.shortlist().exclusions(),
        made.sight(),
        made.ticket(),
        plan.ticketNeeded(),
        withheld);
  }

  private static Decision.@Nullable Routed routed(@Nullable Route route) {
    return route == null
        ? null
        : new Decision.Routed(
            route.id(),
            route.version(),
            route.matched(),
            route.strategy().wire(),
            route.priority());
  }

  private KeptContent input(CallState call) {
    Capability capability = call.capabilityIfKnown();
    Payload input = call.invocation().input();
    return switch (input) {
      case Payload.OfJson(Json.Obj json) ->
          KeptContent.of(json, capability == null ? DataClass.SECRET : capability.dataClass());
      case Payload.OfRecord ignored ->
          capability == null
              ? new KeptContent(null, 0, "not read")
              : KeptContent.of(binder.renderInput(capability, input), capability.dataClass());
    };
  }

  private @Nullable KeptContent output(CallState call) {
    Capability capability = call.capabilityIfKnown();
    Record value = call.value();
    return capability == null || value == null
        ? null
        : KeptContent.of(binder.render(capability, value), capability.dataClass());
  }
}
