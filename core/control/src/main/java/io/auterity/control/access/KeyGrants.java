package io.auterity.control.access;

import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.KeyStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The grants that a principal has now. */
final class KeyGrants {

  private record Held(UUID principal, Grants grants, @Nullable Instant expires) {}

  private record Holder(TenantScope scope, UUID principal) {}

  private final KeyStore keys;
  private final Time time;
  private final RecentReads<Holder, Held> recent;

  KeyGrants(KeyStore keys, Time time) {
    this.keys = keys;
    this.time = time;
    this.recent = new RecentReads<>(time);
  }

  /** What the principal may do; nothing when it is unknown, revoked or expired. */
  Grants of(TenantScope scope, UUID principal) {
    return recent
        .get(
            new Holder(scope, principal),
            () ->
                keys.find(scope, principal)
                    .filter(key -> key.revoked() == null)
                    .map(key -> new Held(principal, read(key), key.expires())))
        .filter(held -> held.expires() == null || held.expires().isAfter(time.now()))
        .map(Held::grants)
        .orElse(Grants.NONE);
  }

  /** Makes a change of a principal's grants felt at once. */
  void changed(UUID principal) {
    recent.drop(held -> held.principal().equals(principal));
  }

  static Grants read(KeyRow key) {
    Set<AccessRole> roles = key.roles().stream().map(AccessRole::of).collect(Collectors.toSet());
    return new Grants(
        roles,
        key.allow().stream().map(GrantPattern::new).toList(),
        key.deny().stream().map(GrantPattern::new).toList());
  }
}
