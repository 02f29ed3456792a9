package io.auterity.bench.route;

import io.auterity.ledger.BudgetSlices;
import io.auterity.platform.call.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Leases what is wanted: the limits of this measurement are never reached. */
public final class GenerousSlices implements BudgetSlices {

  private final Map<UUID, Long> slices = new ConcurrentHashMap<>();

  @Override
  public Grant lease(Place place, long needed, long wanted, Instant now) {
    long leased = slices.merge(place.slice(), wanted, Long::sum);
    return new Grant(wanted, leased, leased, 0);
  }

  @Override
  public Grant report(Place place, Use use, long keep, Instant now) {
    slices.merge(place.slice(), keep, Math::min);
    return new Grant(0, keep, keep, 0);
  }

  @Override
  public void close(Place place, long settled, long overrun, Instant now) {}

  @Override
  public List<Unsettled> unsettled(TenantScope scope, UUID process) {
    return List.of();
  }

  @Override
  public List<Settled> settled(TenantScope scope, Set<Instant> windows) {
    return List.of();
  }

  @Override
  public Map<String, Hours> hours(TenantScope scope, Set<String> limits, Instant now) {
    return Map.of();
  }
}
