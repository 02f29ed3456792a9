package io.auterity.relay.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All routes of one tenant at one moment; finds the first one that matches a call. */
public final class RouteIndex {

  public static final RouteIndex EMPTY = new RouteIndex(List.of());

  private final List<Route> routes;
  private final Map<String, CapabilityRoutes> capabilities = new ConcurrentHashMap<>();

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
    CapabilityRoutes known = capabilities.get(facts.capability());
    return (known != null
            ? known
            : capabilities.computeIfAbsent(facts.capability(), this::routesFor))
        .match(facts);
  }

  private CapabilityRoutes routesFor(String capability) {
    return new CapabilityRoutes(
        routes.stream().filter(route -> route.when().capability().matches(capability)).toList());
  }

  /**
   * The route of a call.
   *
   * @param route null when none matches
   * @param evaluations how many expressions were evaluated on the way
   */
  public record Match(@Nullable Route route, int evaluations) {}
}
