package io.auterity.insight.counterfactual;

import io.auterity.ledger.NanoUnits;
import io.auterity.platform.call.TenantScope;
import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.provider.health.CircuitBreaker;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Candidate;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.plan.RoundRobin;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.plan.StrategyWeights;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Circumstances;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Strategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Replays recorded calls by other routes, one after the other: plans each again and counts the
 * results. Equal decisions in equal order give equal reports.
 */
public final class Counterfactual {

  private static final long[] NO_PREFIX = {};

  private final TenantScope scope;
  private final RuleSet rules;
  private final Map<Config, Config> changed = new WeakHashMap<>();
  private final StrategyWeights strategyWeights = new StrategyWeights();
  private final RoundRobin turns = new RoundRobin();
  private final ReplayCounts counts = new ReplayCounts();

  public Counterfactual(TenantScope scope, RuleSet rules) {
    this.scope = scope;
    this.rules = rules;
  }

  /** Counts a call that cannot be planned again. */
  public void unread() {
    counts.unread();
  }

  /**
   * Plans one call again; of copies that shadowed others there is nothing to choose.
   *
   * @param config by which it was planned; the same object for equal ones
   */
  public void add(Decision decision, Config config) {
    Decision.Planning planning = decision.planning();
    CallFacts recorded = decision.call().facts();
    if (decision.call().shadows() != null || decision.rehearsal() != null) {
      return;
    }
    if (planning == null || recorded == null) {
      unread();
      return;
    }
    CallFacts facts =
        recorded.around() == null
            ? recorded.amid(new Circumstances(decision.timing().began(), Map.of()))
            : recorded;
    Config now = changed.computeIfAbsent(config, rules::in);
    Shortlist shortlist = Planner.shortlist(facts, now);
    Route before = route(config, planning);
    Sight sight = sight(shortlist, decision, planning, facts, now, before);
    Plan plan = Planner.order(shortlist, sight, planning.ticket());
    if (memoryDecides(shortlist, sight, plan)) {
      unread();
      return;
    }
    strategyWeights.planned(scope, shortlist, sight, plan, () -> NO_PREFIX);
    count(decision, planning, facts, shortlist, first(plan.ranked()), before);
  }

  // Decisions keep no conversation, so where it would have begun cannot be told.
  private static boolean memoryDecides(Shortlist shortlist, Sight sight, Plan plan) {
    Route route = shortlist.route();
    return route != null
        && route.strategy() == Strategy.AFFINITY
        && sight.leanings().isEmpty()
        && plan.planned().stream().filter(one -> !one.fallback()).count() > 1;
  }

  /** The result of all calls so far. */
  public ReplayReport report() {
    return counts.report();
  }

  private static @Nullable Route route(Config config, Decision.Planning planning) {
    Decision.Routed taken = planning.route();
    return config.routes().routes().stream()
        .filter(route -> taken != null && route.id().equals(taken.id()))
        .findFirst()
        .orElse(null);
  }

  // A route that stays as it was sees what it saw, turns and memory included.
  private Sight sight(
      Shortlist shortlist,
      Decision decision,
      Decision.Planning planning,
      CallFacts facts,
      Config now,
      @Nullable Route before) {
    Route route = shortlist.route();
    boolean same = route != null && before != null && route.spec().equals(before.spec());
    Map<String, Snapshot> seen = new HashMap<>();
    for (Candidate one : shortlist.candidates()) {
      Snapshot known = planning.sight().seen().get(one.id());
      seen.put(one.id(), known == null ? unseen(one) : known);
    }
    if (same || (route == null && before == null)) {
      Sight then = planning.sight();
      return new Sight(seen, then.turn(), then.leanings(), then.toNew(), false, then.learned());
    }
    long turn = turns.next(scope, route, now.routes().routes());
    boolean remembers = route != null && route.strategy() == Strategy.AFFINITY;
    return new Sight(seen, turn)
        .leaning(
            remembers
                ? Map.of()
                : strategyWeights.of(scope, shortlist, facts, decision.id(), () -> NO_PREFIX))
        .rolled((route == null || route.rollout() == null) ? null : Boolean.TRUE);
  }

  private static Snapshot unseen(Candidate one) {
    int slots = one.provider().slots();
    return new Snapshot(0, slots, -1, CircuitBreaker.Phase.CLOSED, 100, false, 0, 0, 0, 0);
  }

  private static @Nullable String first(List<RankedCandidate> ranked) {
    return ranked.stream()
        .filter(one -> one.eligibility() == RankedCandidate.Eligibility.PLANNED)
        .map(RankedCandidate::offer)
        .findFirst()
        .orElse(null);
  }

  private void count(
      Decision decision,
      Decision.Planning planning,
      CallFacts facts,
      Shortlist shortlist,
      @Nullable String now,
      @Nullable Route before) {
    String then = first(planning.ranked());
    counts.attempts(decision.attempts(), facts.operation());
    counts.call(facts.operation(), then, now);
    counts.routes(name(before), name(shortlist.route()));
    Decision.Used paid = decision.costs().used();
    Decision.Tried answered = answered(decision);
    long forAnswer = answered == null ? 0 : answered.cost();
    counts.besides(paid.currency(), paid.cost() - forAnswer);
    if (now == null) {
      return;
    }
    Offer offer = offer(shortlist, now);
    counts.money(paid.currency(), forAnswer, expected(answered, offer, now.equals(then)));
    if (before != null) {
      before.require().stream()
          .filter(one -> one.guards() && !one.met(facts, offer))
          .forEach(one -> counts.breach(before.id(), one.text(), now));
    }
  }

  private static String name(@Nullable Route route) {
    return route == null ? "none" : route.id();
  }

  private static Offer offer(Shortlist shortlist, String id) {
    return shortlist.candidates().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow()
        .offer();
  }

  private static Decision.@Nullable Tried answered(Decision decision) {
    return decision.attempts().stream()
        .filter(one -> one.failure() == null && one.offer().equals(decision.result().offer()))
        .findFirst()
        .orElse(null);
  }

  // What the answer used, at the prices of the other offer; as recorded where nothing changes.
  private static @Nullable Long expected(
      Decision.@Nullable Tried answered, Offer offer, boolean stays) {
    if (answered == null) {
      return null;
    }
    if (stays || answered.offer().equals(offer.id())) {
      return answered.cost();
    }
    Map<String, Price> prices = offer.tariff().at(answered.used());
    boolean priced =
        answered.used().entrySet().stream()
            .filter(one -> one.getValue() > 0 && !one.getKey().equals("calls"))
            .allMatch(one -> NanoUnits.priceOf(one.getKey(), prices) != null);
    return priced && !prices.isEmpty() ? (Long) NanoUnits.cost(answered.used(), prices) : null;
  }
}
