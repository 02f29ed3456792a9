package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the calls of routes whose providers answer in turn. */
public final class RoundRobin {

  private final Map<TenantScope, Map<String, AtomicLong>> tenants = new ConcurrentHashMap<>();

  /**
   * How many calls of the route there were before.
   *
   * @param present all routes of the tenant; the counts of others are let go
   */
  public long next(TenantScope scope, @Nullable Route route, List<Route> present) {
    if (route == null || route.strategy() != Strategy.ROUND_ROBIN) {
      return 0;
    }
    Map<String, AtomicLong> turns =
        tenants.computeIfAbsent(scope, tenant -> new ConcurrentHashMap<>());
    long turn = turns.computeIfAbsent(route.id(), id -> new AtomicLong()).getAndIncrement();
    keepOnly(turns, present);
    return turn;
  }

  private static void keepOnly(Map<String, AtomicLong> turns, List<Route> present) {
    if (turns.size() > present.size()) {
      Set<String> ids = present.stream().map(Route::id).collect(Collectors.toSet());
      turns.keySet().retainAll(ids);
    }
  }
}
