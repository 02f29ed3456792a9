package io.auterity.relay.health;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The live state of every provider that was ever looked at, by tenant. */
public final class AllVitals {

  private final Map<TenantScope, Map<String, Vitals>> tenants = new ConcurrentHashMap<>();
  private final Time time;

  public AllVitals(Time time) {
    this.time = time;
  }

  /** The state of a provider; one that is new is well. */
  public Vitals of(TenantScope scope, String provider) {
    Map<String, Vitals> providers = of(scope);
    Vitals known = providers.get(provider);
    return known != null ? known : providers.computeIfAbsent(provider, id -> new Vitals(id, time));
  }

  private Map<String, Vitals> of(TenantScope scope) {
    Map<String, Vitals> known = tenants.get(scope);
    return known != null
        ? known
        : tenants.computeIfAbsent(scope, ignored -> new ConcurrentHashMap<>());
  }
}
