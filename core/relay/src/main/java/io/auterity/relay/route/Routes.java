package io.auterity.relay.route;

import io.auterity.platform.call.TenantScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The routes in force, by tenant; an edit swaps one tenant's reference. */
public final class Routes {

  private final Map<TenantScope, Set> tenants = new ConcurrentHashMap<>();

  /**
   * All routes of one tenant.
   *
   * @param epoch one more with each edit since the start
   */
  public record Set(long epoch, RouteIndex index) {
    static final Set NONE = new Set(0, RouteIndex.EMPTY);
  }

  public Set of(TenantScope scope) {
    return tenants.getOrDefault(scope, Set.NONE);
  }

  /** The routes that learn, by tenant. */
  public Map<TenantScope, List<Route>> learning() {
    return those(route -> route.learning() != null);
  }

  /** The routes that go by how sure answers are, by tenant. */
  public Map<TenantScope, List<Route>> confident() {
    return those(route -> route.strategy() == Strategy.CONFIDENT);
  }

  /** The routes that go over to new offers, by tenant. */
  public Map<TenantScope, List<Route>> rolling() {
    return those(route -> route.rollout() != null);
  }

  private Map<TenantScope, List<Route>> those(Predicate<Route> wanted) {
    Map<TenantScope, List<Route>> those = new HashMap<>();
    tenants.forEach(
        (scope, set) -> {
          List<Route> some = set.index().routes().stream().filter(wanted).toList();
          if (!some.isEmpty()) {
            those.put(scope, some);
          }
        });
    return those;
  }

  void put(TenantScope scope, Route route) {
    edit(
        scope,
        routes -> {
          List<Route> others = without(routes, route.id());
          others.add(route);
          return others;
        });
  }

  void remove(TenantScope scope, String id) {
    edit(scope, routes -> without(routes, id));
  }

  private void edit(TenantScope scope, UnaryOperator<List<Route>> change) {
    tenants.compute(
        scope,
        (ignored, before) -> {
          Set old = before == null ? Set.NONE : before;
          return new Set(old.epoch() + 1, new RouteIndex(change.apply(old.index().routes())));
        });
  }

  private static List<Route> without(List<Route> routes, String id) {
    List<Route> others = new ArrayList<>(routes);
    others.removeIf(route -> route.id().equals(id));
    return others;
  }
}
