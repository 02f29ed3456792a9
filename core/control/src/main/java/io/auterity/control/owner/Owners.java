package io.auterity.control.owner;

import io.auterity.platform.call.TenantScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The teams, projects and users of every tenant, as they are in force. */
public final class Owners {

  private final Map<TenantScope, Map<String, Owner>> tenants = new ConcurrentHashMap<>();

  /** The owner that is referred to as {@code kind/id}. */
  public Optional<Owner> find(TenantScope scope, String ref) {
    return Optional.ofNullable(tenants.getOrDefault(scope, Map.of()).get(ref));
  }

  /**
   * The owner and the teams above it, from below.
   *
   * @return their references; empty when one of them is not there, since then it is not known whose
   *     limits count
   */
  public Optional<List<String>> chain(TenantScope scope, String ref) {
    Map<String, Owner> known = tenants.getOrDefault(scope, Map.of());
    List<String> chain = new ArrayList<>(3);
    for (String at = ref; at != null; ) {
      Owner owner = known.get(at);
      if (owner == null || chain.contains(at)) {
        return Optional.empty();
      }
      chain.add(at);
      at = owner.above();
    }
    return Optional.of(chain);
  }

  /** Whether a user is a member of an owner or of a team above it. */
  public boolean belongs(TenantScope scope, String user, String ref) {
    return chain(scope, ref).orElse(List.of()).stream()
        .map(one -> find(scope, one))
        .flatMap(Optional::stream)
        .anyMatch(owner -> owner.members().contains(user));
  }

  void put(TenantScope scope, String ref, Owner owner) {
    tenants.computeIfAbsent(scope, key -> new ConcurrentHashMap<>()).put(ref, owner);
  }

  void remove(TenantScope scope, String ref) {
    tenants.getOrDefault(scope, Map.of()).remove(ref);
  }
}
