package io.auterity.provider.health;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.provider.ProviderInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The live health of every provider that was looked at, by tenant. */
public final class LiveHealthByTenant {

  private final Map<UUID, Providers> tenants = new ConcurrentHashMap<>();
  private final Time time;
  private final Instant began;
  private volatile Listener listener = Listener.NONE;

  /** The providers of one tenant, by id. */
  private record Providers(TenantScope scope, Map<String, LiveHealth> byId) {}

  public LiveHealthByTenant(Time time) {
    this.time = time;
    this.began = time.now();
  }

  /** Takes what breakers find out, and which tenants are added; it does no more than note that. */
  interface Listener {

    /** One that other servers do not matter to. */
    Listener NONE =
        new Listener() {
          @Override
          public void added(TenantScope scope) {}

          @Override
          public void found(TenantScope scope, String provider, BreakerChange change) {}
        };

    /** A tenant was added, of which nothing was looked at before. */
    void added(TenantScope scope);

    /** A breaker of a provider found something out. */
    void found(TenantScope scope, String provider, BreakerChange change);
  }

  void listen(Listener to) {
    listener = to;
  }

  /** The tenant of this id of which a provider was looked at; empty when none was. */
  Optional<TenantScope> find(UUID tenant) {
    return Optional.ofNullable(tenants.get(tenant)).map(Providers::scope);
  }

  /** All tenants of which a provider was looked at. */
  Set<TenantScope> scopes() {
    return tenants.values().stream().map(Providers::scope).collect(Collectors.toUnmodifiableSet());
  }

  /** The state of a provider; one that is new is well. */
  public LiveHealth of(TenantScope scope, String provider) {
    Map<String, LiveHealth> providers = of(scope);
    LiveHealth known = providers.get(provider);
    return known != null
        ? known
        : providers.computeIfAbsent(
            provider,
            id ->
                new LiveHealth(id, time, began, change -> listener.found(scope, provider, change)));
  }

  /** The state of a provider that is well, apart from the one that its tenant's calls share. */
  public LiveHealth apart(String provider) {
    return new LiveHealth(provider, time, time.now(), ignored -> {});
  }

  /** Ends the rest of a provider that was applied anew. */
  public void endRest(TenantScope scope, String provider) {
    LiveHealth known = of(scope).get(provider);
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
    Map<String, LiveHealth> known = of(scope);
    if (known.size() > present.size()) {
      Set<String> ids = present.stream().map(ProviderInfo::id).collect(Collectors.toSet());
      known.values().removeIf(vitals -> !ids.contains(vitals.provider()) && vitals.idle());
    }
  }

  private Map<String, LiveHealth> of(TenantScope scope) {
    Providers known = tenants.get(scope.tenant());
    return known != null ? known.byId : add(scope);
  }

  private Map<String, LiveHealth> add(TenantScope scope) {
    Providers providers =
        tenants.computeIfAbsent(
            scope.tenant(), ignored -> new Providers(scope, new ConcurrentHashMap<>()));
    listener.added(scope);
    return providers.byId;
  }
}
