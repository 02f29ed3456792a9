package io.auterity.relay.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All routes of one tenant at one moment; finds the first one that matches a call. */
public final class RouteIndex {

  public static final RouteIndex EMPTY = new RouteIndex(List.of());

  private final List<Route> routes;
  private final boolean looksAround;
  private final boolean caches;
  private final Set<String> budgets;
  private final Map<String, CapabilityRoutes> capabilities = new ConcurrentHashMap<>();

  public RouteIndex(List<Route> routes) {
    List<Route> sorted = new ArrayList<>(routes);
    sorted.sort(Route.ORDER);
    this.routes = List.copyOf(sorted);
    this.looksAround = routes.stream().anyMatch(route -> route.when().looksAround());
    this.caches = routes.stream().anyMatch(route -> route.cache() != null);
    this.budgets =
        routes.stream()
            .flatMap(route -> route.when().spent().keySet().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** In the order in which they are tried. */
  public List<Route> routes() {
    return routes;
  }

  /** Whether a route asks about more than calls themselves. */
  public boolean looksAround() {
    return looksAround;
  }

  /** Whether a route answers calls with answers to others. */
  public boolean caches() {
    return caches;
  }

  /** The budgets that routes ask about. */
  public Set<String> budgets() {
    return budgets;
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
