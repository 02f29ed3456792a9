package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.ledger.Slices;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Slices of limits that only this test spends from. */
final class MemorySlices implements Slices {

  private final Map<String, Long> leased = new HashMap<>();

  @Override
  public synchronized Grant lease(Place place, long needed, long wanted, Instant now) {
    long before = leased.getOrDefault(place.limit().id(), 0L);
    long left = place.limit().cap() - before;
    long granted = left < needed ? 0 : Math.min(left, wanted);
    leased.put(place.limit().id(), before + granted);
    return new Grant(granted, before + granted);
  }

  @Override
  public void close(Place place, long settled, long overrun, Instant now) {}

  @Override
  public List<Unsettled> unsettled(TenantScope scope, UUID process) {
    return List.of();
  }
}
