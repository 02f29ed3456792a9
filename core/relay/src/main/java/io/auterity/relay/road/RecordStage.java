package io.auterity.relay.road;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.provider.Offer;
import io.auterity.relay.call.CallState;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.capture.InputQuotes;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Decision.Ending;
import io.auterity.relay.decision.ReducedDecision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.guard.SpokenTexts;
import io.auterity.relay.plan.CallPlan;
import io.auterity.relay.plan.Candidate;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Capture;
import io.auterity.relay.route.Route;
import io.auterity.relay.telemetry.CallMeters;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the decision to the log, which writes it behind the call, and content to what keeps it. */
record RecordStage(
    DecisionLog log,
    Captures captures,
    Captures responses,
    Binder binder,
    CallMeters meters,
    RefusedCalls refused)
    implements RoadStage {

  private static final Logger LOG = LoggerFactory.getLogger(RecordStage.class);
  private static final JsonReader JSON = new JsonReader(Integer.MAX_VALUE);

  @Override
  public Stage name() {
    return Stage.RECORD;
  }

  @Override
  public boolean always() {
    return true;
  }

  @Override
  public StageResult pass(CallOnRoad callOnRoad) {
    CallState call = callOnRoad.call;
    CallPlan plan = call.planIfMade();
    Decision decision = decision(callOnRoad, plan);
    log.add(withoutQuotes(call, decision), plan == null ? null : plan.config());
    tellIfRefused(call, decision);
    keep(call);
    measure(call, plan, decision);
    return StageResult.FOLLOWS;
  }

  // Of a copy no caller was told.
  private void tellIfRefused(CallState call, Decision decision) {
    Failure failure = call.failure();
    if (failure != null
        && (decision.isDenied() || CallGuard.WAY.read(failure) != null)
        && call.invocation().shadows() == null) {
      refused.take(call.invocation().scope(), decision);
    }
  }

  // Whatever goes wrong with it, the decision is on its way.
  private void measure(CallState call, @Nullable CallPlan plan, Decision decision) {
    Capability known = call.capabilityIfKnown();
    String capability = known == null ? null : known.id();
    try {
      call.trace().end(capability, decision);
      meters.ended(capability, decision, id -> offer(plan, id));
    } catch (RuntimeException e) {
      LOG.error("{} is not measured", decision.id(), e);
    }
  }

  private static @Nullable Offer offer(@Nullable CallPlan plan, String id) {
    return plan == null
        ? null
        : plan.shortlist().candidates().stream()
            .filter(candidate -> candidate.id().equals(id))
            .map(Candidate::offer)
            .findFirst()
            .orElse(null);
  }

  // A failure may quote the input, which a decision holds no more than the answer.
  private Decision withoutQuotes(CallState call, Decision decision) {
    boolean failed =
        call.failure() != null || call.attempts().stream().anyMatch(one -> one.failure() != null);
    if (!failed) {
      return decision;
    }
    CallFacts facts = call.factsIfKnown();
    try {
      return InputQuotes.hidden(
          decision, said(call.invocation().input()), facts == null ? null : facts.model());
    } catch (RuntimeException e) {
      LOG.error("What the failures of {} say is not kept", decision.id(), e);
      return ReducedDecision.of(decision);
    }
  }

  // Whatever its type; of a chat on the wire no record is made for this.
  private Json.Obj said(Payload input) {
    return switch (input) {
      case Payload.OfJson(Json.Obj json) -> json;
      case Payload.OfRecord(Record value) -> binder.render(value);
      case Payload.OfWire wire -> JSON.readObject(wire.body().text().with(Map.of(), Set.of()));
    };
  }

  // Whatever goes wrong with it, the call has succeeded or failed before, and its decision is made.
  private void keep(CallState call) {
    Capture capture = call.capture();
    boolean whole = call.failure() == null && call.events().transcript().note() == null;
    try {
      if (capture != Capture.NONE) {
        take(captures, call, content(call, capture));
      }
      if (capture != Capture.FULL && whole && call.keepsResponse()) {
        take(responses, call, content(call, Capture.FULL, one -> masked(call, one)));
      }
    } catch (RuntimeException e) {
      LOG.error("The content of {} is not kept", call.invocation().id(), e);
    }
  }

  private static void take(Captures by, CallState call, CapturedContent content) {
    by.take(call.invocation().scope(), call.invocation().id(), content);
  }

  private CapturedContent content(CallState call, Capture capture) {
    return content(call, capture, UnaryOperator.identity());
  }

  private CapturedContent content(CallState call, Capture capture, UnaryOperator<Record> said) {
    Capability capability = call.capability();
    String input = binder.renderInput(capability, call.invocation().input()).toString();
    return new CapturedContent(
        capture,
        input,
        output(call, capability, said),
        call.events().transcript().note(),
        asked(call, capture));
  }

  // A guardrail may have put words back in what the caller was told.
  private static Record masked(CallState call, Record told) {
    CallGuard guard = call.guardIfAny();
    if (guard == null) {
      return told;
    }
    SpokenTexts texts = SpokenTexts.of(told);
    return texts.with(texts.pieces().stream().map(one -> guard.unrestored(one.text())).toList());
  }

  private static @Nullable String asked(CallState call, Capture capture) {
    Json.Obj asked = call.invocation().asked();
    return asked == null || capture != Capture.FULL || !call.keepsResponse()
        ? null
        : asked.toString();
  }

  private @Nullable String output(
      CallState call, Capability capability, UnaryOperator<Record> said) {
    Record value = call.value();
    if (value != null) {
      return call.invocation().bytes() == null
          ? binder.render(capability, said.apply(value)).toString()
          : binder.render(said.apply(value)).toString();
    }
    if (!capability.stream()) {
      return null;
    }
    List<Record> events = call.events().transcript().events();
    return Json.array(
            events.stream().map(event -> binder.render(capability, said.apply(event))).toList())
        .toString();
  }

  private static Decision decision(CallOnRoad callOnRoad, @Nullable CallPlan plan) {
    CallState call = callOnRoad.call;
    return new Decision(
        Decision.FORMAT,
        call.invocation().id(),
        call(call),
        new Decision.Timing(
            call.began(), call.sinceBegan(), call.invocation().timeout().toMillis()),
        new Decision.Result(
            ending(call), call.failure(), call.provider(), call.offer(), call.lost()),
        plan == null ? null : planning(plan, call.withheld()),
        call.attempts(),
        new Decision.Costs(call.holds(), call.bill().used()),
        callOnRoad.marks(),
        call.course(),
        call.cacheHit());
  }

  private static Decision.Call call(CallState call) {
    Invocation invocation = call.invocation();
    TraceContext trace = invocation.trace();
    return new Decision.Call(
        invocation.scope().tenant(),
        invocation.principal(),
        invocation.door().wire(),
        invocation.parent(),
        invocation.capability(),
        invocation.labels(),
        invocation.idempotencyKey(),
        trace == null || !trace.traced() ? null : trace.traceId(),
        call.factsIfKnown(),
        invocation.shadows());
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
        shown(plan.ranked()),
        plan.ranked().size(),
        made.shortlist().exclusions(),
        made.sight(),
        made.ticket(),
        plan.ticketNeeded(),
        withheld,
        Planner.RULES);
  }

  private static List<RankedCandidate> shown(List<RankedCandidate> ranked) {
    return ranked.size() <= Decision.Planning.SHOWN
        ? ranked
        : ranked.subList(0, Decision.Planning.SHOWN);
  }

  private static Decision.@Nullable Routed routed(@Nullable Route route) {
    return route == null
        ? null
        : new Decision.Routed(
            route.id(),
            route.version(),
            route.matched(),
            route.strategy().wire(),
            route.priority(),
            route.capture());
  }
}
