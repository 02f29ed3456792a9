package io.auterity.bench.route;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.ledger.Ledger;
import io.auterity.ledger.LimitKind;
import io.auterity.ledger.price.PriceLists;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.id.Ids;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.time.Time;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.plan.Plan;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteKind;
import io.auterity.relay.route.Routes;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant with a hundred providers, limits on money and calls, and a number of routes. */
final class Tenant {

  private final TenantScope scope = TenantScope.authenticated(new UUID(0, 1));
  private final Time time = Time.system();
  private final Fleet fleet = new Fleet();
  private final Routes routes = new Routes();
  private final LiveHealthByTenant vitals = new LiveHealthByTenant(time);
  private final Ledger ledger = new Ledger(time, Ids.system(time), new GenerousSlices());
  private final Configs configs = new Configs(routes, fleet, new PriceLists(time), ledger);
  private final Seat seat = new Seat(scope, vitals, ledger);
  private final Random random;
  private final List<CallFacts> calls;

  private long turn;
  private long evaluations;

  Tenant(int size, long seed) {
    this.random = new Random(seed);
    Catalogue catalogue = Catalogue.standard();
    RouteKind kind = new RouteKind(catalogue, routes);
    RouteSet set = RouteSet.of(size, random);
    set.routes().forEach(route -> kind.applied(scope, route));
    Capability capability = catalogue.get("ai." + Fleet.OPERATION);
    this.calls = set.rules().stream().map(rule -> facts(capability, rule)).toList();
    limitMoneyAndCalls();
    occupySlots();
  }

  /** How many expressions were evaluated so far. */
  long evaluations() {
    return evaluations;
  }

  /**
   * Plans a call that the route of some rank answers, each as likely as the other, and takes what
   * its first attempt needs.
   *
   * @return how long that took, in nanoseconds
   * @throws VoidRunException when another route answers, or none may
   */
  long decide() {
    int rank = random.nextInt(calls.size());
    CallFacts facts = calls.get(rank);
    double ticket = random.nextDouble();
    long from = System.nanoTime();
    Shortlist shortlist = Planner.shortlist(facts, configs.of(scope));
    Plan plan =
        Planner.order(
            shortlist,
            Sight.of(shortlist, id -> vitals.of(scope, id), facts.capability(), turn++),
            ticket);
    seat.take(shortlist, plan);
    long took = System.nanoTime() - from;
    seat.giveBack();
    check(shortlist.route(), rank);
    evaluations += shortlist.evaluations();
    return took;
  }

  private static void check(@Nullable Route route, int rank) {
    if (route == null || !route.id().equals(RouteSet.id(rank))) {
      throw new VoidRunException("the call for route %d took %s".formatted(rank, route));
    }
  }

  private void limitMoneyAndCalls() {
    Json.Obj period = Json.EMPTY.with("period", Json.of("day"));
    Json.Obj money =
        period.with("cap", Json.of("1000000000")).with("currency", Json.of(Fleet.CURRENCY));
    Json.Obj calls = period.with("calls", Json.of(1_000_000_000_000_000L));
    LimitKind.budget(ledger)
        .applied(scope, new Resource("budget", "daily", 1, money, Instant.EPOCH));
    LimitKind.quota(ledger).applied(scope, new Resource("quota", "daily", 1, calls, Instant.EPOCH));
  }

  // Attempts under way, so that the strategies have something to choose by.
  private void occupySlots() {
    for (ProviderInfo provider : fleet.all()) {
      for (int busy = random.nextInt(Fleet.SLOTS / 2); busy > 0; busy--) {
        vitals.of(scope, provider.id()).begin(provider.slots());
      }
    }
  }

  private static CallFacts facts(Capability capability, Rule rule) {
    return CallFacts.builder(
            capability.id(),
            capability.kind(),
            capability.operation(),
            capability.effect(),
            capability.dataClass())
        .stream(capability.stream())
        .model(rule.model())
        .labels(rule.labels())
        .principal("bench", Principal.Type.SERVICE)
        .door(Invocation.Door.GATEWAY)
        .demand(Demand.NONE)
        .build();
  }
}
