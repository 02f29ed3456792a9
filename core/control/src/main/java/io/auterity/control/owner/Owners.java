package io.auterity.control.owner;

import io.auterity.platform.call.TenantScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

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

  /** Ids of the users of any of some addresses. */
  public List<String> users(TenantScope scope, Set<String> addresses) {
    Set<String> wanted =
        addresses.stream().map(one -> one.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return tenants.getOrDefault(scope, Map.of()).entrySet().stream()
        .filter(
            one ->
                one.getValue() instanceof Owner.User(var name, var email, var accounts)
                    && email != null
                    && wanted.contains(email.toLowerCase(Locale.ROOT)))
        .map(one -> one.getKey().substring(Owner.Kind.USER.ref("").length()))
        .sorted()
        .toList();
  }

  /** Ids of the users who have an account at a messaging service. */
  public List<String> usersOfAccount(TenantScope scope, String provider, String account) {
    return tenants.getOrDefault(scope, Map.of()).entrySet().stream()
        .filter(
            one ->
                one.getValue() instanceof Owner.User user
                    && user.accounts() != null
                    && account.equals(user.accounts().get(provider)))
        .map(one -> one.getKey().substring(Owner.Kind.USER.ref("").length()))
        .sorted()
        .toList();
  }

  /** Ids of the teams that a user belongs to. */
  public Set<String> teams(TenantScope scope, String user) {
    String team = Owner.Kind.TEAM.ref("");
    return tenants.getOrDefault(scope, Map.of()).keySet().stream()
        .filter(ref -> ref.startsWith(team) && belongs(scope, user, ref))
        .map(ref -> ref.substring(team.length()))
        .collect(Collectors.toSet());
  }

  void put(TenantScope scope, String ref, Owner owner) {
    tenants.computeIfAbsent(scope, key -> new ConcurrentHashMap<>()).put(ref, owner);
  }

  void remove(TenantScope scope, String ref) {
    tenants.getOrDefault(scope, Map.of()).remove(ref);
  }
}
