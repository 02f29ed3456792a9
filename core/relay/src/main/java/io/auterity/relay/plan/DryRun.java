package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Route;
import io.auterity.spi.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plans a call that is only described: with the routes, providers, prices, budgets and health of
 * now, and nothing is asked, held or remembered. A strategy that draws, takes turns or remembers is
 * shown as for a first call.
 */
public record DryRun(Configs configs, LiveHealthByTenant vitals) {

  private static final double MIDDLE = 0.5;
  private static final UUID FIRST = new UUID(0, 0);

  /**
   * A route that is not taken.
   *
   * @param why in words for people
   */
  public record Passed(Route route, String why) {}

  /** What a call probably costs at an offer, in nano-units. */
  public record Expected(long nanos, String currency) {}

  /**
   * The plan and what led to it.
   *
   * @param passed the other routes, in the order in which they are tried
   * @param failure what the caller would be told; null when an offer would be asked
   */
  public record Result(
      CallFacts facts, CallPlan plan, List<Passed> passed, @Nullable Failure failure) {
    public Result {
      passed = List.copyOf(passed);
    }

    /** Null without a price, or where it goes by a time that has not been measured. */
    public @Nullable Expected expected(String offer) {
      Offer asked = plan.candidate(offer).offer();
      double nanos = ExpectedCost.of(asked, facts.demand(), plan.sight().of(offer).latency());
      if (nanos == ExpectedCost.UNKNOWN) {
        return null;
      }
      return asked.prices().values().stream()
          .findFirst()
          .map(Price::currency)
          .map(currency -> new Expected(Math.round(nanos), currency))
          .orElse(null);
    }
  }

  /** What would become of such a call at that moment. */
  public Result of(TenantScope scope, CallFacts described, Instant at) {
    Config config = configs.of(scope);
    CallFacts facts = described.amid(configs.around(scope, config, at));
    Shortlist shortlist = Planner.shortlist(facts, config);
    Sight sight =
        Sight.of(shortlist, id -> vitals.of(scope, id), facts.capability(), 0)
            .leaning(new StrategyWeights().of(scope, shortlist, facts, FIRST, () -> new long[0]));
    Plan plan = Planner.order(shortlist, sight, MIDDLE);
    CallPlan made = new CallPlan(config, shortlist, sight, MIDDLE, plan);
    return new Result(
        facts,
        made,
        passed(config, shortlist.route(), facts),
        plan.begins() ? null : made.nobody(facts));
  }

  private static List<Passed> passed(Config config, @Nullable Route taken, CallFacts facts) {
    List<Passed> passed = new ArrayList<>();
    for (Route route : config.routes().routes()) {
      if (taken == null || !route.id().equals(taken.id())) {
        String unmet = route.when().unmet(facts);
        passed.add(
            new Passed(route, unmet == null ? behind(Objects.requireNonNull(taken)) : unmet));
      }
    }
    return passed;
  }

  private static String behind(Route taken) {
    return "it matches too, and %s comes first (priority %d)"
        .formatted(taken.id(), taken.priority());
  }
}
