package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.platform.provider.Providers;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.Routes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The configuration of each tenant as it is now. */
public final class Configs {

  private final Routes routes;
  private final Providers providers;
  private final Map<TenantScope, Config> tenants = new ConcurrentHashMap<>();

  public Configs(Routes routes, Providers providers) {
    this.routes = routes;
    this.providers = providers;
  }

  public Config of(TenantScope scope) {
    RouteIndex routesNow = routes.of(scope).index();
    List<ProviderInfo> providersNow = providers.of(scope);
    Config known = tenants.get(scope);
    return known != null && isOf(known, routesNow, providersNow)
        ? known
        : tenants.compute(scope, (s, last) -> next(last, routesNow, providersNow));
  }

  private static Config next(
      @Nullable Config last, RouteIndex routesNow, List<ProviderInfo> providersNow) {
    if (last != null && isOf(last, routesNow, providersNow)) {
      return last;
    }
    return new Config(last == null ? 1 : last.epoch() + 1, routesNow, providersNow);
  }

  // A change makes a new list and a new index, so identity tells whether there was one.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOf(Config config, RouteIndex routes, List<ProviderInfo> providers) {
    return config.routes() == routes && config.providers() == providers;
  }
}
