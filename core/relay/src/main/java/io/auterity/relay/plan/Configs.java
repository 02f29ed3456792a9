package io.auterity.relay.plan;

import io.auterity.ledger.Ledger;
import io.auterity.ledger.Ledger.LimitState;
import io.auterity.ledger.price.PriceList;
import io.auterity.ledger.price.PriceLists;
import io.auterity.ledger.price.Pricing;
import io.auterity.platform.call.TenantScope;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.relay.route.Circumstances;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.Routes;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** The offer that its price lists name as the one to compare with; null where none does. */
  public @Nullable String baseline(TenantScope scope) {
    return prices.baseline(scope);
  }

  /** What stands around a tenant's calls at a moment, of what its routes ask about and is known. */
  public Circumstances around(TenantScope scope, Config config, Instant at) {
    Map<String, Long> spent = new HashMap<>();
    for (String budget : config.routes().budgets()) {
      for (LimitState state : ledger.standing(scope, budget)) {
        long cap = state.limit().cap();
        spent.merge(budget, thousandths(cap - state.left(), cap), Math::max);
      }
    }
    return new Circumstances(at, spent);
  }

  /**
   * The same for a call that is made: what other processes used of a window is asked for once.
   *
   * @param longest how long it may wait for that; what is not told then stays unknown
   */
  public Circumstances around(TenantScope scope, Config config, Instant at, Duration longest) {
    for (String budget : config.routes().budgets()) {
      try {
        ledger.hear(scope, budget, longest);
      } catch (CallFailedException e) {
        if (e.failure().code() != FailureCode.UNAVAILABLE) {
          throw e;
        }
      }
    }
    return around(scope, config, at);
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
