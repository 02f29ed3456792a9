package io.auterity.relay.road;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.provider.Offer;
import io.auterity.provider.health.LiveHealth;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.ConversationPrefix;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.guard.SpokenTexts;
import io.auterity.relay.plan.CallPlan;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.RoundRobin;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.plan.StrategyWeights;
import io.auterity.relay.plan.TicketRandom;
import io.auterity.relay.rehearsal.RehearsedOutage;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteLearning;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans the call: shortlist, one look at the few that are left, order. */
final class RouteStage implements RoadStage {

  private final RouteChoice choice;
  private final RolloutProgress rollouts;
  private final RouteLearner learned;
  private final LiveHealthByTenant vitals;
  private final DoubleSupplier random;
  private final RoundRobin turns = new RoundRobin();
  private final StrategyWeights strategyWeights = new StrategyWeights();

  RouteStage(
      RouteChoice choice,
      AttemptServices services,
      RolloutProgress rollouts,
      RouteLearner learned) {
    this.choice = choice;
    this.rollouts = rollouts;
    this.learned = learned;
    this.vitals = services.vitals();
    this.random = services.random();
  }

  @Override
  public Stage name() {
    return Stage.ROUTE;
  }

  @Override
  public StageResult pass(CallOnRoad callOnRoad) {
    CallState call = callOnRoad.call;
    TenantScope scope = call.invocation().scope();
    RouteChoice.Chosen chosen = callOnRoad.chosen(choice);
    Config config = chosen.config();
    Shortlist shortlist = chosen.shortlist();
    vitals.keepOnly(scope, config.providers());
    Route route = shortlist.route();
    String operation = call.facts().capability();
    boolean copy = call.invocation().shadows() != null;
    if (copy) {
      double ticket = random.getAsDouble();
      Sight sight = copied(call, shortlist, Sight.of(shortlist, live(call), operation, 0), ticket);
      return sight == null
          ? StageResult.stopped(
              Failure.of(FailureCode.CONFLICT, "that for which this call was copied is over"))
          : ordered(call, config, shortlist, sight, ticket);
    }
    long turn = turns.next(scope, route, config.routes().routes());
    Supplier<long[]> prefix = () -> ConversationPrefix.of(call.wholeInput());
    double ticket = random.getAsDouble();
    Sight seen =
        Sight.of(shortlist, live(call), operation, turn)
            .leaning(
                strategyWeights.of(scope, shortlist, call.facts(), call.invocation().id(), prefix))
            .rolled(rollouts.takes(scope, route, call.invocation().id()));
    if (call.cacheHit() != null) {
      return ordered(call, config, shortlist, seen, ticket);
    }
    Sight sight =
        learned.choose(
            scope, shortlist, seen, ticket, call.facts(), call.began(), () -> texts(call));
    StageResult result = ordered(call, config, shortlist, sight, ticket);
    if (call.outage() == null) {
      strategyWeights.planned(scope, shortlist, sight, call.plan().plan(), prefix);
    }
    if (route != null
        && mayBeCopied(call)
        && isCopied(scope, route, sight, call.invocation().id())) {
      call.copy();
    }
    return result;
  }

  private @Nullable Sight copied(CallState call, Shortlist shortlist, Sight sight, double ticket) {
    Route route = shortlist.route();
    RouteLearning learning = route == null ? null : route.learning();
    if (learning != null && learning.judged() != null) {
      return learned.copied(call.invocation().id(), shortlist, sight, ticket);
    }
    return route == null || route.rollout() == null ? null : sight.shadowing();
  }

  private boolean isCopied(TenantScope scope, Route route, Sight sight, UUID call) {
    RouteLearning learning = route.learning();
    RouteLearning.Judged judged = learning == null ? null : learning.judged();
    return judged == null
        ? Boolean.FALSE.equals(sight.toNew()) && rollouts.shadows(scope, route, call)
        : sight.learned() != null && TicketRandom.copies(call, judged.copies().share());
  }

  // Whose breaker a rehearsal has opened stands behind all others; where it would have stood first
  // but for that, the decision says so.
  private void noteWhatARehearsalKeeps(
      CallState call, Shortlist shortlist, Sight sight, double ticket, Plan plan) {
    RehearsedOutage outage = call.outage();
    if (outage == null || isOf(outage, plan)) {
      return;
    }
    TenantScope scope = call.invocation().scope();
    Sight usual =
        Sight.of(shortlist, id -> vitals.of(scope, id), call.facts().capability(), sight.turn());
    Plan without = Planner.order(shortlist, sight.seeing(usual.seen()), ticket);
    if (isOf(outage, without)) {
      call.withhold(
          without.planned().getFirst().offer(),
          "rehearsal %s has opened its breaker".formatted(outage.rehearsal().wireId()));
    }
  }

  private static boolean isOf(RehearsedOutage outage, Plan plan) {
    return !plan.planned().isEmpty()
        && outage.takes(Offer.providerOf(plan.planned().getFirst().offer()));
  }

  private StageResult ordered(
      CallState call, Config config, Shortlist shortlist, Sight sight, double ticket) {
    Plan plan = Planner.order(shortlist, sight, ticket);
    noteWhatARehearsalKeeps(call, shortlist, sight, ticket, plan);
    CallPlan made = new CallPlan(config, shortlist, sight, ticket, plan);
    call.planned(made);
    return !plan.begins() && call.cacheHit() == null
        ? StageResult.stopped(made.nobody(call.facts()))
        : StageResult.FOLLOWS;
  }

  private Function<String, LiveHealth> live(CallState call) {
    return provider -> call.vitals(vitals, provider);
  }

  // What writes must not be done twice, what one provider alone may answer asks no other, and a
  // rehearsal concerns no other calls.
  private static boolean mayBeCopied(CallState call) {
    return call.facts().effect() == Effect.NONE
        && call.outage() == null
        && call.facts().pinned() == null
        && call.invocation().door() != Invocation.Door.CAPTURE;
  }

  private static List<String> texts(CallState call) {
    return SpokenTexts.of(call.wholeInput()).pieces().stream().map(CallGuard.Piece::text).toList();
  }
}
