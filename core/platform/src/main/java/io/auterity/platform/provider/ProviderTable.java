package io.auterity.platform.provider;

import io.auterity.platform.call.TenantScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The providers of all tenants. Readers see one immutable state of their tenant; whoever changes it
 * holds the registry's lock.
 */
final class ProviderTable {

  private final Map<TenantScope, State> tenants = new ConcurrentHashMap<>();

  private record State(SortedMap<String, HostedProvider> byId, List<ProviderInfo> infos) {

    static final State EMPTY = new State(new TreeMap<>());

    State(SortedMap<String, HostedProvider> byId) {
      this(
          Collections.unmodifiableSortedMap(byId),
          byId.values().stream().map(HostedProvider::info).toList());
    }
  }

  List<ProviderInfo> infos(TenantScope scope) {
    return state(scope).infos();
  }

  @Nullable HostedProvider get(ProviderKey key) {
    return state(key.scope()).byId().get(key.id());
  }

  void put(ProviderKey key, HostedProvider provider) {
    SortedMap<String, HostedProvider> changed = new TreeMap<>(state(key.scope()).byId());
    changed.put(key.id(), provider);
    tenants.put(key.scope(), new State(changed));
  }

  void remove(ProviderKey key) {
    SortedMap<String, HostedProvider> changed = new TreeMap<>(state(key.scope()).byId());
    changed.remove(key.id());
    tenants.put(key.scope(), new State(changed));
  }

  /** Every provider of every tenant. */
  List<ProviderKey> keys() {
    List<ProviderKey> keys = new ArrayList<>();
    tenants.forEach(
        (scope, state) ->
            state.byId().keySet().forEach(id -> keys.add(new ProviderKey(scope, id))));
    return keys;
  }

  private State state(TenantScope scope) {
    return tenants.getOrDefault(scope, State.EMPTY);
  }
}
