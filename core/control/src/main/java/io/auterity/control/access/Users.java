package io.auterity.control.access;

import io.auterity.control.access.store.IdentityStore;
import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.KeySearch;
import io.auterity.control.access.store.KeyStore;
import io.auterity.control.access.store.KeyTerms;
import io.auterity.control.access.store.PersonIdentity;
import io.auterity.control.owner.Owner;
import io.auterity.control.owner.Owners;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the user that a principal is: of a person, the user of an address that the issuer has
 * verified; of a key, its holder. A revoked key is still that of its user.
 */
public final class Users {

  private static final int MOST_KEYS = 1_000;

  private final IdentityStore identities;
  private final KeyStore keys;
  private final Owners owners;

  Users(IdentityStore identities, KeyStore keys, Owners owners) {
    this.identities = identities;
    this.keys = keys;
    this.owners = owners;
  }

  /**
   * A principal as a user of its tenant.
   *
   * @param user id; null where it is none, or several users have its addresses
   * @param teams ids of those that the user belongs to, as a member of them or of a team above
   * @param roles of the principal
   */
  public record UserIdentity(@Nullable String user, Set<String> teams, Set<String> roles) {

    private static final UserIdentity NONE = new UserIdentity(null, Set.of(), Set.of());

    public UserIdentity {
      teams = Set.copyOf(teams);
      roles = Set.copyOf(roles);
    }
  }

  /** The user that a principal is. */
  public UserIdentity of(TenantScope scope, Principal principal) {
    return keys.find(scope, principal.id())
        .map(key -> of(scope, principal, key))
        .orElse(UserIdentity.NONE);
  }

  /** The user who has an account at a messaging service; empty where none or several have. */
  public Optional<String> ofAccount(TenantScope scope, String provider, String account) {
    List<String> users = owners.usersOfAccount(scope, provider, account);
    return users.size() == 1 ? Optional.of(users.getFirst()) : Optional.empty();
  }

  /** The user of an address; empty where none or several have it. */
  public Optional<String> ofAddress(TenantScope scope, String address) {
    List<String> users = owners.users(scope, Set.of(address));
    return users.size() == 1 ? Optional.of(users.getFirst()) : Optional.empty();
  }

  /** The address of a user, if it has one. */
  public Optional<String> address(TenantScope scope, String user) {
    return owners
        .find(scope, Owner.Kind.USER.ref(user))
        .map(owner -> owner instanceof Owner.User one ? one.email() : null);
  }

  /** The principals that are a user: the keys of the user, and the person of the same address. */
  public List<Principal> principals(TenantScope scope, String user) {
    String ref = Owner.Kind.USER.ref(user);
    Stream<Principal> held =
        keys.list(scope, new KeySearch(null, null, ref), new UUID(0, 0), MOST_KEYS).stream()
            .map(key -> new Principal(key.id(), key.name(), Principal.Type.SERVICE));
    Stream<Principal> people =
        address(scope, user).stream()
            .flatMap(email -> identities.ofAddress(scope, email).stream())
            .map(one -> new Principal(one.person(), one.name(), Principal.Type.USER));
    return Stream.concat(people, held)
        .filter(one -> user.equals(of(scope, one).user()))
        .distinct()
        .toList();
  }

  private UserIdentity of(TenantScope scope, Principal principal, KeyRow key) {
    String user =
        Optional.ofNullable(holder(key.terms()))
            .or(() -> person(scope, principal))
            .filter(id -> owners.find(scope, Owner.Kind.USER.ref(id)).isPresent())
            .orElse(null);
    return new UserIdentity(
        user, user == null ? Set.of() : owners.teams(scope, user), Set.copyOf(key.roles()));
  }

  private static @Nullable String holder(KeyTerms terms) {
    String user = Owner.Kind.USER.ref("");
    String owner = terms.owner();
    return owner != null && owner.startsWith(user)
        ? owner.substring(user.length())
        : terms.holder();
  }

  private Optional<String> person(TenantScope scope, Principal principal) {
    Set<String> addresses =
        identities.of(scope, principal.id()).stream()
            .map(PersonIdentity::address)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    List<String> users = owners.users(scope, addresses);
    return users.size() == 1 ? Optional.of(users.getFirst()) : Optional.empty();
  }
}
