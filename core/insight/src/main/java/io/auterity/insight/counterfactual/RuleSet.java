package io.auterity.insight.counterfactual;

import io.auterity.relay.plan.Config;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Routes that are tried out.
 *
 * @param only whether they stand alone; otherwise in place of those of their ids, beside all others
 */
public record RuleSet(List<Route> routes, boolean only) {
  public RuleSet {
    routes = List.copyOf(routes);
  }

  /** A configuration with these routes: its providers and prices stay. */
  Config in(Config recorded) {
    Set<String> ids = routes.stream().map(Route::id).collect(Collectors.toSet());
    List<Route> all = new ArrayList<>(routes);
    if (!only) {
      recorded.routes().routes().stream()
          .filter(route -> !ids.contains(route.id()))
          .forEach(all::add);
    }
    return new Config(
        recorded.epoch(), new RouteIndex(all), recorded.providers(), recorded.pricing());
  }
}
