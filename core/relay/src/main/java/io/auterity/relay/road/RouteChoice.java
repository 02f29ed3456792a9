package io.auterity.relay.road;

import io.auterity.ledger.Ledger;
import io.auterity.ledger.LimitScope;
import io.auterity.ledger.OfferRule;
import io.auterity.platform.call.TenantScope;
import io.auterity.relay.call.CallState;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Demand;
import java.util.List;

/** Finds the route of a call and who may answer it; the cache asks this before the route stage. */
record RouteChoice(Configs configs, Ledger ledger) {

  /** What was found, by that configuration. */
  record Chosen(Config config, Shortlist shortlist) {}

  /** Whether a route of the tenant has a cache. */
  boolean caches(CallOnRoad callOnRoad) {
    return callOnRoad.config(configs).routes().caches();
  }

  Chosen of(CallOnRoad callOnRoad) {
    CallState call = callOnRoad.call;
    TenantScope scope = call.invocation().scope();
    Config config = callOnRoad.config(configs);
    call.plannedBy(limited(call));
    if (config.routes().looksAround() && call.facts().around() == null) {
      call.plannedBy(
          call.facts().amid(configs.around(scope, config, call.time().now(), call.remaining())));
    }
    return new Chosen(config, Planner.shortlist(call.facts(), config));
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
