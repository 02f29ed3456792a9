package io.auterity.control.access;

import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.KeyStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The grants that a principal has now. */
final class KeyGrants {

  private record Held(TenantScope scope, UUID principal, Grants grants) {}

  private record Holder(TenantScope scope, UUID principal) {}

  private final KeyStore keys;
  private final Time time;
  private final Recent<Holder, Held> recent;

  KeyGrants(KeyStore keys, Time time) {
    this.keys = keys;
    this.time = time;
    this.recent = new Recent<>(time);
  }

  /** What the principal may do; nothing when it is unknown, revoked or expired. */
  Grants of(TenantScope scope, UUID principal) {
    return recent
        .get(
            new Holder(scope, principal),
            () ->
                keys.find(scope, principal)
                    .filter(this::inForce)
                    .map(key -> new Held(scope, principal, read(key))))
        .map(Held::grants)
        .orElse(Grants.NONE);
  }

  /** Makes a change of a principal's grants felt at once. */
  void changed(UUID principal) {
    recent.drop(held -> held.principal().equals(principal));
  }

  private boolean inForce(KeyRow key) {
    return key.revoked() == null && (key.expires() == null || key.expires().isAfter(time.now()));
  }

  static Grants read(KeyRow key) {
    Set<Role> roles = key.roles().stream().map(Role::of).collect(Collectors.toSet());
    return new Grants(
        roles,
        key.allow().stream().map(Glob::new).toList(),
        key.deny().stream().map(Glob::new).toList());
  }
}
