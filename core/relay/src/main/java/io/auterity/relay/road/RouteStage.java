package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.ConversationPrefix;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.health.AllVitals;
import io.auterity.relay.ledger.Ledger;
import io.auterity.relay.ledger.Ledger.LimitState;
import io.auterity.relay.ledger.Limit;
import io.auterity.relay.plan.CallPlan;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.plan.Leanings;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.RoundRobin;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.Circumstances;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Plans the call: shortlist, one look at the few that are left, order. */
final class RouteStage implements RoadStage {

  private static final long THOUSAND = 1_000;

  private final Configs configs;
  private final AllVitals vitals;
  private final Ledger ledger;
  private final DoubleSupplier random;
  private final RoundRobin turns = new RoundRobin();
  private final Leanings leanings = new Leanings();

  RouteStage(Configs configs, AttemptServices services) {
    this.configs = configs;
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
    if (config.routes().looksAround()) {
      call.plannedBy(call.facts().amid(around(scope, config, call)));
    }
    Shortlist shortlist = Planner.shortlist(call.facts(), config);
    long turn = turns.next(scope, shortlist.route(), config.routes().routes());
    Supplier<long[]> prefix = () -> ConversationPrefix.of(call.invocation().input(), call.input());
    Sight sight =
        Sight.of(scope, shortlist, vitals, turn)
            .leaning(leanings.of(scope, shortlist, call.facts(), prefix));
    double ticket = random.getAsDouble();
    Plan plan = Planner.order(shortlist, sight, ticket);
    leanings.planned(scope, shortlist, sight, plan, prefix);
    CallPlan made = new CallPlan(config, shortlist, sight, ticket, plan);
    call.planned(made);
    if (plan.planned().isEmpty()) {
      return StageResult.stopped(made.nobody(call.facts()));
    }
    return StageResult.FOLLOWS;
  }

  private Circumstances around(TenantScope scope, Config config, CallState call) {
    Set<String> budgets = config.routes().budgets();
    Map<String, Long> spent = new HashMap<>();
    for (LimitState state : budgets.isEmpty() ? List.<LimitState>of() : ledger.standing(scope)) {
      Limit limit = state.limit();
      if (limit.kind().equals(Limit.BUDGET) && budgets.contains(limit.id())) {
        spent.put(limit.id(), thousandths(limit.cap() - state.left(), limit.cap()));
      }
    }
    return new Circumstances(call.time().now(), spent);
  }

  private static long thousandths(long used, long cap) {
    return cap == 0 ? THOUSAND : (long) ((double) used / cap * THOUSAND);
  }
}
