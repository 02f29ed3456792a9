package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.ProviderInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The providers of all tenants. Readers see one immutable state of their tenant; the writer that
 * changes it holds the registry's lock.
 */
final class ProviderTable {

  private final Map<TenantScope, State> tenants = new ConcurrentHashMap<>();

  private record State(
      SortedMap<String, ProviderLifecycle> byId,
      List<ProviderInfo> infos,
      KindDefaults.@Nullable Known defaults) {

    static final State EMPTY = new State(new TreeMap<>(), List.of(), null);

    State {
      byId = Collections.unmodifiableSortedMap(byId);
    }
  }

  /** What serves a tenant; a new list whenever something of it has changed. */
  List<ProviderInfo> infos(TenantScope scope) {
    return state(scope).infos();
  }

  /** The form that serves; null when there is no such provider. */
  @Nullable ProviderForm serving(ProviderKey key) {
    return life(key).serving();
  }

  ProviderLifecycle life(ProviderKey key) {
    ProviderLifecycle life = state(key.scope()).byId().get(key.id());
    return life == null ? ProviderLifecycle.unborn(key.id()) : life;
  }

  void put(ProviderKey key, ProviderLifecycle life) {
    State before = state(key.scope());
    SortedMap<String, ProviderLifecycle> byId = new TreeMap<>(before.byId());
    ProviderLifecycle replaced = byId.put(key.id(), life);
    boolean served = replaced != null && Objects.equals(replaced.serving(), life.serving());
    List<ProviderInfo> infos = served ? before.infos() : infos(byId, before.defaults());
    tenants.put(key.scope(), new State(byId, infos, before.defaults()));
  }

  void remove(ProviderKey key) {
    State before = state(key.scope());
    SortedMap<String, ProviderLifecycle> byId = new TreeMap<>(before.byId());
    byId.remove(key.id());
    tenants.put(key.scope(), new State(byId, infos(byId, before.defaults()), before.defaults()));
  }

  /** Which providers of a tenant are the defaults of their kinds has been read. */
  void mark(TenantScope scope, KindDefaults.Known defaults) {
    State before = state(scope);
    if (!defaults.equals(before.defaults())) {
      tenants.put(scope, new State(before.byId(), infos(before.byId(), defaults), defaults));
    }
  }

  /** Those that have had any. */
  Set<TenantScope> tenants() {
    return Set.copyOf(tenants.keySet());
  }

  /** Every provider of every tenant. */
  List<ProviderKey> keys() {
    List<ProviderKey> keys = new ArrayList<>();
    tenants.forEach(
        (scope, state) ->
            state.byId().keySet().forEach(id -> keys.add(new ProviderKey(scope, id))));
    return keys;
  }

  /** Those that serve with something open. */
  Set<ProviderKey> open() {
    return keys(life -> life.serving() != null && life.serving().instance() != null);
  }

  /** Those of which a form waits. */
  Set<ProviderKey> waiting() {
    return keys(life -> life.waiting() != null);
  }

  private Set<ProviderKey> keys(Predicate<ProviderLifecycle> wanted) {
    return keys().stream().filter(key -> wanted.test(life(key))).collect(Collectors.toSet());
  }

  private static List<ProviderInfo> infos(
      SortedMap<String, ProviderLifecycle> byId, KindDefaults.@Nullable Known defaults) {
    List<ProviderInfo> infos =
        byId.values().stream()
            .map(ProviderLifecycle::serving)
            .filter(Objects::nonNull)
            .map(ProviderForm::info)
            .toList();
    return defaults == null ? infos : defaults.mark(infos);
  }

  private State state(TenantScope scope) {
    return tenants.getOrDefault(scope, State.EMPTY);
  }

  /** A provider of a tenant. */
  record ProviderKey(TenantScope scope, String id) {}
}
