package io.auterity.relay.road;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.Offer;
import io.auterity.relay.answer.XmlTurn;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.Charges;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.call.Demands;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.call.SurchargeQuantities;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.field.RecordFields;
import io.auterity.relay.rehearsal.RehearsedCalls;
import io.auterity.relay.rehearsal.RehearsedOutage;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Demand;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the input, gathers what planning may know of the call, and says how sensitive its data is:
 * as its operation declares. Secrets that the input names are refused to who may not use them.
 */
record ClassifyStage(
    Binder binder,
    Cursors cursors,
    Charges charges,
    Authorizer authorizer,
    RehearsedCalls rehearsed)
    implements RoadStage {

  @Override
  public Stage name() {
    return Stage.CLASSIFY_DATA;
  }

  @Override
  public StageResult pass(CallOnRoad callOnRoad) {
    CallState call = callOnRoad.call;
    Invocation invocation = call.invocation();
    Capability capability = call.capability();
    Payload.OfWire wire = invocation.input() instanceof Payload.OfWire one ? one : null;
    Record bound = wire == null ? binder.bind(capability, invocation.input()) : wire.body().frame();
    Cursors.Opened opened = cursors.open(invocation.scope(), capability, bound);
    Record reached = RecordFields.of(opened.input()).withoutHolders(opened.input());
    Record asked = XmlTurn.asked(reached);
    InputSize size = wire == null ? InputSize.of(asked) : InputSize.of(wire);
    SurchargeQuantities surchargeQuantities = charges.of(asked);
    Demand demand = Demands.of(asked, size, capability.metered(), surchargeQuantities);
    call.understood(
        bound, asked, size, surchargeQuantities, facts(call, capability, opened, demand));
    RehearsedOutage outage = rehearsed.of(call.invocation());
    if (outage != null) {
      call.rehearses(outage);
    }
    return secretsOf(reached, invocation);
  }

  // Which secrets a call names is known only now; each needs a right of its own.
  private StageResult secretsOf(Record input, Invocation call) {
    for (String name : RecordFields.of(input).secrets(input)) {
      Verdict verdict = authorizer.authorizeUse(call.scope(), call.principal(), name);
      if (!verdict.permits()) {
        return StageResult.stopped(
            Failure.of(
                FailureCode.FORBIDDEN,
                "the input names the secret '%s': %s".formatted(name, verdict.reason())));
      }
    }
    return StageResult.FOLLOWS;
  }

  private static CallFacts facts(
      CallState state, Capability capability, Cursors.Opened opened, @Nullable Demand demand) {
    Invocation call = state.invocation();
    RecordFields fields = RecordFields.of(opened.input());
    Effect effect = capability.effect(name -> fields.gives(opened.input(), name));
    return CallFacts.builder(
            capability.id(),
            capability.kind(),
            capability.operation(),
            effect,
            capability.dataClass())
        .stream(capability.stream())
        .model(fields.text(opened.input(), Demands.MODEL))
        .labels(call.labels())
        .principal(call.principal().name(), call.principal().type())
        .door(call.door())
        .pinned(pinned(call, capability, opened))
        .demand(demand)
        .alternatives(demand == null ? List.of() : call.alternatives())
        .owners(state.terms().owners())
        .models(state.terms().models())
        .secret(!fields.secrets(opened.input()).isEmpty())
        .resource(CalledResource.of(capability, opened.input()))
        .bare(
            effect != Effect.NONE && !isOfModels(capability) && isBare(capability, opened.input()))
        .build();
  }

  private static boolean isBare(Capability capability, Record input) {
    return input instanceof ExtensionValue extended
        ? extended.bare(capability.inputSchema())
        : RecordFields.of(input).bare(input);
  }

  private static boolean isOfModels(Capability capability) {
    return capability.kind().equals("ai");
  }

  // The lease sees to it that it is the very provider that a journal notes, and none of its name.
  private static @Nullable String pinned(
      Invocation call, Capability capability, Cursors.Opened opened) {
    String only = call.only();
    if (call.place() != null && call.place().offer() != null) {
      return call.place().offer();
    }
    String named = named(call, capability, opened.input());
    if (named == null) {
      return opened.provider() == null && only != null ? Offer.providerOf(only) : opened.provider();
    }
    if (opened.provider() != null && !opened.provider().equals(named)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "the cursor comes from %s and the input names %s".formatted(opened.provider(), named));
    }
    return named;
  }

  // By what it refers to, or because it says so.
  private static @Nullable String named(Invocation call, Capability capability, Record input) {
    String held = held(capability, input);
    String asked = call.provider();
    if (held != null && asked != null && !held.equals(asked)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "the call asks for the provider %s and its input names %s".formatted(asked, held));
    }
    return held == null ? asked : held;
  }

  private static @Nullable String held(Capability capability, Record input) {
    RecordFields fields = RecordFields.of(input);
    Set<String> holders =
        input instanceof ExtensionValue extended
            ? extended.providers(capability.inputSchema())
            : fields.providers(input);
    if (holders.size() > 1) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "the input names resources of %s: one call goes to one provider"
              .formatted(String.join(" and ", holders)));
    }
    return holders.isEmpty() ? fields.text(input, "provider") : holders.iterator().next();
  }
}
