package io.auterity.relay.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All routes of one tenant at one moment; finds the first one that matches a call. */
public final class RouteIndex {

  public static final RouteIndex EMPTY = new RouteIndex(List.of());

  private final List<Route> routes;
  private final Map<String, Lanes> lanes = new ConcurrentHashMap<>();

  public RouteIndex(List<Route> routes) {
    List<Route> sorted = new ArrayList<>(routes);
    sorted.sort(Route.ORDER);
    this.routes = List.copyOf(sorted);
  }

  /** In the order in which they are tried. */
  public List<Route> routes() {
    return routes;
  }

  /** The route of highest priority that matches; of equals the one whose id comes first. */
  public Match match(CallFacts facts) {
    Lanes known = lanes.get(facts.capability());
    return (known != null ? known : lanes.computeIfAbsent(facts.capability(), this::lanesOf))
        .match(facts);
  }

  private Lanes lanesOf(String capability) {
    return new Lanes(
        routes.stream().filter(route -> route.when().capability().matches(capability)).toList());
  }
}
