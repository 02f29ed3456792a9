package io.auterity.provider.health;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.provider.ProviderInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The live state of every provider that was looked at, by tenant. */
public final class AllVitals {

  private final Map<TenantScope, Map<String, Vitals>> tenants = new ConcurrentHashMap<>();
  private final Time time;
  private final Instant began;

  public AllVitals(Time time) {
    this.time = time;
    this.began = time.now();
  }

  /** The state of a provider; one that is new is well. */
  public Vitals of(TenantScope scope, String provider) {
    Map<String, Vitals> providers = of(scope);
    Vitals known = providers.get(provider);
    return known != null
        ? known
        : providers.computeIfAbsent(provider, id -> new Vitals(id, time, began));
  }

  /** The state of a provider that is well, apart from the one that its tenant's calls share. */
  public Vitals apart(String provider) {
    return new Vitals(provider, time, time.now());
  }

  /** Ends the rest of a provider that was applied anew. */
  public void endRest(TenantScope scope, String provider) {
    Vitals known = of(scope).get(provider);
    if (known != null) {
      known.endRest();
    }
  }

  /**
   * Lets go of providers that the tenant has no more. One that an attempt is still at, or that a
   * call waits for, stays until the next time.
   *
   * @param present all that it has
   */
  public void keepOnly(TenantScope scope, List<ProviderInfo> present) {
    Map<String, Vitals> known = of(scope);
    if (known.size() > present.size()) {
      Set<String> ids = present.stream().map(ProviderInfo::id).collect(Collectors.toSet());
      known.values().removeIf(vitals -> !ids.contains(vitals.provider()) && vitals.idle());
    }
  }

  private Map<String, Vitals> of(TenantScope scope) {
    Map<String, Vitals> known = tenants.get(scope);
    return known != null
        ? known
        : tenants.computeIfAbsent(scope, ignored -> new ConcurrentHashMap<>());
  }
}
