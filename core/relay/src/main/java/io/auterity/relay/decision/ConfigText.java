package io.auterity.relay.decision;

import io.auterity.platform.provider.ProviderInfo;
import io.auterity.relay.plan.Config;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.StoredRoute;
import java.util.List;

/** A tenant's configuration as it is kept beside the decisions that it made. */
record ConfigText(List<StoredRoute> routes, List<ProviderInfo> providers) {

  static ConfigText of(Config config) {
    return new ConfigText(
        config.routes().routes().stream().map(StoredRoute::of).toList(), config.providers());
  }

  Config compiled(long epoch) {
    List<Route> compiled = routes.stream().map(StoredRoute::compiled).toList();
    return new Config(epoch, new RouteIndex(compiled), providers);
  }
}
