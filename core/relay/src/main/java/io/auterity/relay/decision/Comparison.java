package io.auterity.relay.decision;

import io.auterity.platform.provider.Price;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.relay.ledger.Money;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Ranked;
import io.auterity.relay.plan.Shortlist;
import io.auterity.relay.route.Route;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored decision beside what its configuration gives for it.
 *
 * @param shortlist as it is worked out again
 */
record Comparison(
    List<Decision.Tried> attempts, Decision.Planning planning, Shortlist shortlist, Config config) {

  Recomputation result() {
    List<Ranked> shown =
        Planner.order(shortlist, planning.sight(), planning.ticket()).ranked().stream()
            .limit(Decision.Planning.SHOWN)
            .toList();
    return new Recomputation(names(shown), names(planning.ranked()), difference(shown));
  }

  private @Nullable String difference(List<Ranked> shown) {
    String route = name(shortlist.route());
    if (!route.equals(name(planning.route()))) {
      return "The route is %s now and was %s.".formatted(route, name(planning.route()));
    }
    if (!shortlist.exclusions().equals(planning.exclusions())) {
      return "Other providers are excluded.";
    }
    if (!shown.equals(planning.ranked())) {
      return "The candidates' order or scores differ.";
    }
    Decision.Tried departure = new Path(shortlist, planning).departure(attempts);
    return departure == null
        ? differenceOfCost()
        : "Attempt %d at %s does not follow the plan."
            .formatted(departure.number(), departure.provider());
  }

  // Where the vendor told nothing, the cost may be what was held, which prices alone do not give.
  private @Nullable String differenceOfCost() {
    for (Decision.Tried tried : attempts) {
      long cost = Money.cost(tried.used(), prices(tried.provider()));
      boolean held = tried.cost() > cost && !Decision.Tried.told(tried.used());
      if (cost != tried.cost() && !held) {
        return "Attempt %d costs %s now and cost %s."
            .formatted(tried.number(), Money.text(cost), Money.text(tried.cost()));
      }
    }
    return null;
  }

  private Map<String, Price> prices(String provider) {
    return config.providers().stream()
        .filter(one -> one.id().equals(provider))
        .findFirst()
        .map(ProviderInfo::prices)
        .orElse(Map.of());
  }

  private static String name(@Nullable Route route) {
    return route == null ? "none" : route.id() + " v" + route.version();
  }

  private static String name(Decision.@Nullable Routed route) {
    return route == null ? "none" : route.id() + " v" + route.version();
  }

  private static List<String> names(List<Ranked> ranked) {
    return ranked.stream().map(Ranked::provider).toList();
  }
}
