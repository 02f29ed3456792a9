package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.Strategy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts the calls of routes whose providers answer in turn. */
final class Turns {

  private record Place(TenantScope scope, String route) {}

  private final Map<Place, AtomicLong> turns = new ConcurrentHashMap<>();

  long next(TenantScope scope, @Nullable Route route) {
    if (route == null || route.strategy() != Strategy.ROUND_ROBIN) {
      return 0;
    }
    return turns
        .computeIfAbsent(new Place(scope, route.id()), place -> new AtomicLong())
        .getAndIncrement();
  }
}
