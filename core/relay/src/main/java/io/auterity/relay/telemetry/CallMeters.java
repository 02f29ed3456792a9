package io.auterity.relay.telemetry;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.Offer;
import io.auterity.relay.decision.Decision;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what calls and their attempts did, by tenant, provider and model. It is told when all is
 * over, takes no lock, and makes a meter only when it first sees its labels. Callers may name any
 * model, so there is room for so many only; what finds none is counted as {@code other}. Keys and
 * labels of callers are no labels here.
 */
public final class CallMeters {

  /** Of tenants, and of providers and models of each. */
  record Room(int tenants, int ofTenant) {
    static final Room STANDARD = new Room(500, 200);
  }

  static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Room room;
  private final AtomicInteger known = new AtomicInteger();
  private final Map<UUID, TenantMeters> tenants = new ConcurrentHashMap<>();
  private final TenantMeters others;

  /** In that registry. */
  public CallMeters(MeterRegistry registry) {
    this(registry, Room.STANDARD);
  }

  CallMeters(MeterRegistry registry, Room room) {
    this.registry = registry;
    this.room = room;
    this.others = new TenantMeters(registry, OTHER, room.ofTenant());
  }

  /**
   * Counts a call that is over.
   *
   * @param capability null when the call was stopped before it was known
   * @param offers those that could answer, by id
   */
  public void ended(
      @Nullable String capability, Decision decision, Function<String, @Nullable Offer> offers) {
    TenantMeters meters = of(decision.call().tenant());
    meters.call(capability, decision);
    for (Decision.Tried tried : decision.attempts()) {
      // What a rehearsal makes fail says nothing of its provider.
      if (!tried.injected() || decision.rehearsal() == null) {
        meters.attempt(decision, tried, offers.apply(tried.offer()));
      }
    }
  }

  private TenantMeters of(UUID tenant) {
    TenantMeters meters = tenants.get(tenant);
    if (meters != null) {
      return meters;
    }
    if (known.get() >= room.tenants()) {
      return others;
    }
    return tenants.computeIfAbsent(
        tenant,
        id -> {
          known.incrementAndGet();
          return new TenantMeters(registry, TenantScope.ID.write(id), room.ofTenant());
        });
  }
}
