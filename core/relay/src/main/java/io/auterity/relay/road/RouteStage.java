package io.auterity.relay.road;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.ConversationPrefix;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.guard.SpokenTexts;
import io.auterity.relay.health.AllVitals;
import io.auterity.relay.learn.LearnedRoutes;
import io.auterity.relay.ledger.Ledger;
import io.auterity.relay.ledger.LimitScope;
import io.auterity.relay.ledger.OfferRule;
import io.auterity.relay.plan.CallPlan;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.plan.Leanings;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Rollouts;
import io.auterity.relay.plan.RoundRobin;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.Route;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Plans the call: shortlist, one look at the few that are left, order. */
final class RouteStage implements RoadStage {

  private final Configs configs;
  private final Rollouts rollouts;
  private final LearnedRoutes learned;
  private final AllVitals vitals;
  private final Ledger ledger;
  private final DoubleSupplier random;
  private final RoundRobin turns = new RoundRobin();
  private final Leanings leanings = new Leanings();

  RouteStage(Configs configs, AttemptServices services, Rollouts rollouts, LearnedRoutes learned) {
    this.configs = configs;
    this.rollouts = rollouts;
    this.learned = learned;
    this.vitals = services.vitals();
    this.ledger = services.ledger();
    this.random = services.random();
  }

  @Override
  public Stage name() {
    return Stage.ROUTE;
  }

  @Override
  public StageResult pass(Passage passage) {
    CallState call = passage.call;
    TenantScope scope = call.invocation().scope();
    Config config = configs.of(scope);
    vitals.keepOnly(scope, config.providers());
    call.plannedBy(limited(call));
    if (config.routes().looksAround() && call.facts().around() == null) {
      call.plannedBy(
          call.facts().amid(configs.around(scope, config, call.time().now(), call.remaining())));
    }
    Shortlist shortlist = Planner.shortlist(call.facts(), config);
    Route route = shortlist.route();
    boolean copy = call.invocation().shadows() != null;
    if (copy && (route == null || route.rollout() == null)) {
      return StageResult.stopped(
          Failure.of(FailureCode.CONFLICT, "the rollout for which this call was copied is over"));
    }
    if (copy) {
      return ordered(
          call,
          config,
          shortlist,
          Sight.of(scope, shortlist, vitals, 0).shadowing(),
          random.getAsDouble());
    }
    long turn = turns.next(scope, route, config.routes().routes());
    Supplier<long[]> prefix = () -> ConversationPrefix.of(call.invocation().input(), call.input());
    double ticket = random.getAsDouble();
    Sight seen =
        Sight.of(scope, shortlist, vitals, turn)
            .leaning(leanings.of(scope, shortlist, call.facts(), call.invocation().id(), prefix))
            .rolled(rollouts.takes(scope, route, call.invocation().id()));
    Sight sight =
        learned.choose(
            scope, shortlist, seen, ticket, call.facts(), call.began(), () -> words(call));
    StageResult result = ordered(call, config, shortlist, sight, ticket);
    leanings.planned(scope, shortlist, sight, call.plan().plan(), prefix);
    if (route != null
        && isCopied(call, sight)
        && rollouts.shadows(scope, route, call.invocation().id())) {
      call.copy();
    }
    return result;
  }

  private static StageResult ordered(
      CallState call, Config config, Shortlist shortlist, Sight sight, double ticket) {
    Plan plan = Planner.order(shortlist, sight, ticket);
    CallPlan made = new CallPlan(config, shortlist, sight, ticket, plan);
    call.planned(made);
    return plan.planned().isEmpty()
        ? StageResult.stopped(made.nobody(call.facts()))
        : StageResult.FOLLOWS;
  }

  // What writes must not be done twice, and what one provider alone may answer asks no other.
  private static boolean isCopied(CallState call, Sight sight) {
    return Boolean.FALSE.equals(sight.toNew())
        && call.facts().effect() == Effect.NONE
        && call.facts().pinned() == null
        && call.invocation().door() != Invocation.Door.CAPTURE;
  }

  private static String words(CallState call) {
    Record said =
        call.invocation().input() instanceof Payload.OfWire wire ? wire.whole() : call.input();
    return SpokenTexts.of(said).pieces().stream()
        .map(CallGuard.Piece::text)
        .collect(Collectors.joining("\n"));
  }

  // Only now are all labels there by which limits know whom they cover.
  private CallFacts limited(CallState call) {
    CallFacts facts = call.facts();
    Demand asked = facts.demand();
    if (asked == null) {
      return facts;
    }
    TenantScope scope = call.invocation().scope();
    LimitScope.Caller caller = call.caller();
    String budget = ledger.pricedOnly(scope, caller);
    List<OfferRule> rules = ledger.rules(scope, caller, call.remaining());
    Demand under = budget == null ? asked : asked.under(budget);
    return facts.asking(rules.isEmpty() ? under : under.asking(rules));
  }
}
