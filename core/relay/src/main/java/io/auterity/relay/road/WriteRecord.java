package io.auterity.relay.road;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Decision.Ending;
import io.auterity.relay.decision.Folded;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.route.Route;
import io.auterity.spi.DataClass;
import io.auterity.spi.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Hands the decision to the log, which writes it behind the call. */
final class WriteRecord implements RoadStage {

  @Override
  public Stage name() {
    return Stage.RECORD;
  }

  @Override
  public boolean always() {
    return true;
  }

  @Override
  public Note pass(Passage passage) {
    long took = passage.sinceBegan();
    Config config = passage.planned == null ? null : passage.planned.config();
    passage
        .parts
        .log()
        .add(
            passage.call.id(),
            () -> decision(passage, took),
            () -> withoutInput(passage, took),
            config);
    return Note.done("queued", "");
  }

  private static Decision decision(Passage passage, long took) {
    long from = passage.parts.time().nanos();
    Folded input = input(passage);
    Folded output = output(passage);
    double micros = (passage.parts.time().nanos() - from) / 1_000.0;
    return decision(passage, took, micros, input, output);
  }

  private static Decision withoutInput(Passage passage, long took) {
    return decision(passage, took, 0, Folded.NOT_KEPT, null);
  }

  private static Decision decision(
      Passage passage, long took, double micros, Folded input, @Nullable Folded output) {
    Invocation call = passage.call;
    Invocation.Parent parent = call.parent();
    TraceContext trace = call.trace();
    return new Decision(
        Decision.FORMAT,
        call.id(),
        call.scope().tenant(),
        call.capability(),
        call.principal(),
        call.door().name().toLowerCase(Locale.ROOT),
        parent == null ? null : parent.run(),
        parent == null ? null : parent.step(),
        parent == null ? 0 : parent.round(),
        call.labels(),
        passage.began,
        took,
        call.timeout().toMillis(),
        ending(passage),
        passage.failure,
        passage.provider,
        passage.facts,
        passage.planned == null ? null : planning(passage, passage.planned),
        passage.tried,
        passage.holds,
        passage.bill.used(),
        Marks.of(passage, micros),
        input,
        output,
        call.idempotencyKey(),
        trace == null ? null : trace.traceId());
  }

  static Ending ending(Passage passage) {
    if (passage.failure == null) {
      return Ending.SUCCEEDED;
    }
    return passage.tried.isEmpty() ? Ending.REFUSED : Ending.FAILED;
  }

  private static Decision.Planning planning(Passage passage, Planned planned) {
    Plan plan = planned.plan();
    return new Decision.Planning(
        planned.config().epoch(),
        null,
        routed(planned.shortlist().route()),
        plan.ranked().stream().limit(Decision.Planning.SHOWN).toList(),
        plan.ranked().size(),
        planned.shortlist().exclusions(),
        planned.sight(),
        planned.ticket(),
        plan.ticketNeeded(),
        passage.withheld);
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

  private static Folded input(Passage passage) {
    Capability capability = passage.capability;
    return switch (passage.call.input()) {
      case Payload.OfJson(Json.Obj json) ->
          Folded.of(json, capability == null ? DataClass.SECRET : capability.dataClass());
      case Payload.OfRecord ignored ->
          capability == null
              ? new Folded(null, 0, "not read")
              : Folded.of(
                  passage.parts.binder().renderInput(capability, passage.call.input()),
                  capability.dataClass());
    };
  }

  private static @Nullable Folded output(Passage passage) {
    Capability capability = passage.capability;
    return capability == null || passage.value == null
        ? null
        : Folded.of(
            passage.parts.binder().render(capability, passage.value), capability.dataClass());
  }
}
