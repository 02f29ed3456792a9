package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.platform.provider.Providers;
import io.auterity.relay.ledger.Ledger;
import io.auterity.relay.ledger.Ledger.LimitState;
import io.auterity.relay.ledger.Limit;
import io.auterity.relay.price.PriceList;
import io.auterity.relay.price.PriceLists;
import io.auterity.relay.price.Pricing;
import io.auterity.relay.route.Circumstances;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.Routes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The configuration of each tenant as it is now. */
public final class Configs {

  private static final long THOUSAND = 1_000;

  private final Routes routes;
  private final Providers providers;
  private final PriceLists prices;
  private final Ledger ledger;
  private final Map<TenantScope, Known> tenants = new ConcurrentHashMap<>();

  public Configs(Routes routes, Providers providers, PriceLists prices, Ledger ledger) {
    this.routes = routes;
    this.providers = providers;
    this.prices = prices;
    this.ledger = ledger;
  }

  /** What a configuration is made of. */
  private record Parts(
      RouteIndex routes,
      List<ProviderInfo> providers,
      List<PriceList> prices,
      @Nullable String budget) {

    // A change makes new lists and a new index, so identity tells whether there was one.
    @SuppressWarnings("ReferenceEquality")
    boolean same(Parts other) {
      return routes == other.routes
          && providers == other.providers
          && prices == other.prices
          && Objects.equals(budget, other.budget);
    }

    Config config(long epoch) {
      return new Config(epoch, routes, providers, new Pricing(prices, budget).of(providers));
    }
  }

  private record Known(Parts parts, Config config) {}

  public Config of(TenantScope scope) {
    Parts now =
        new Parts(
            routes.of(scope).index(),
            providers.of(scope),
            prices.of(scope),
            ledger.pricedOnly(scope));
    Known known = tenants.get(scope);
    return known != null && known.parts().same(now)
        ? known.config()
        : tenants.compute(scope, (s, last) -> next(last, now)).config();
  }

  /** What stands around a tenant's calls at a moment, of what its routes ask about. */
  public Circumstances around(TenantScope scope, Config config, Instant at) {
    Set<String> budgets = config.routes().budgets();
    Map<String, Long> spent = new HashMap<>();
    for (LimitState state : budgets.isEmpty() ? List.<LimitState>of() : ledger.standing(scope)) {
      Limit limit = state.limit();
      if (limit.kind().equals(Limit.BUDGET) && budgets.contains(limit.id())) {
        spent.merge(limit.id(), thousandths(limit.cap() - state.left(), limit.cap()), Math::max);
      }
    }
    return new Circumstances(at, spent);
  }

  private static long thousandths(long used, long cap) {
    return cap == 0 ? THOUSAND : (long) ((double) used / cap * THOUSAND);
  }

  private static Known next(@Nullable Known last, Parts now) {
    if (last != null && last.parts().same(now)) {
      return last;
    }
    return new Known(now, now.config(last == null ? 1 : last.config().epoch() + 1));
  }
}
