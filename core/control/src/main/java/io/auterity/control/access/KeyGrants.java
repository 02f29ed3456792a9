package io.auterity.control.access;

import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.KeyStore;
import io.auterity.control.access.store.KeyTerms;
import io.auterity.control.owner.Owner;
import io.auterity.control.owner.Owners;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks up the current grants of a principal by its API key, and the terms that come with them. */
final class KeyGrants implements GrantAuthorizer.Source {

  /**
   * What is known of a principal.
   *
   * @param owners whose its key is, without those who stand above them
   * @param terms without owners
   */
  private record Held(
      UUID principal,
      Grants grants,
      List<String> owners,
      CallerTerms terms,
      @Nullable Instant expires) {

    static Held of(KeyRow key) {
      KeyTerms terms = key.terms();
      List<String> owners = new ArrayList<>(2);
      if (terms.owner() != null) {
        owners.add(terms.owner());
      }
      if (terms.holder() != null) {
        owners.add(Owner.Kind.USER.ref(terms.holder()));
      }
      return new Held(
          key.id(),
          read(key),
          owners,
          new CallerTerms(
              List.of(),
              terms.labels(),
              terms.models(),
              KeyRules.doors(terms.doors()),
              terms.tools()),
          key.expires());
    }
  }

  private record Holder(TenantScope scope, UUID principal) {}

  private final KeyStore keys;
  private final Owners owners;
  private final Time time;
  private final RecentReads<Holder, Held> recent;

  KeyGrants(KeyStore keys, Owners owners, Time time) {
    this.keys = keys;
    this.owners = owners;
    this.time = time;
    this.recent = new RecentReads<>(time);
  }

  /** What the principal may do; nothing when it is unknown, revoked or expired. */
  @Override
  public Grants of(TenantScope scope, UUID principal) {
    return held(scope, principal).map(Held::grants).orElse(Grants.NONE);
  }

  /** What comes with it; nothing when it is unknown, revoked or expired. */
  @Override
  public CallerTerms terms(TenantScope scope, UUID principal) {
    return held(scope, principal).map(held -> terms(scope, held)).orElse(CallerTerms.NONE);
  }

  private CallerTerms terms(TenantScope scope, Held held) {
    if (held.owners().isEmpty()) {
      return held.terms();
    }
    List<String> all = new ArrayList<>(4);
    for (String owner : held.owners()) {
      all.addAll(owners.chain(scope, owner).orElseThrow(() -> gone(owner)));
    }
    return held.terms().ofOwners(all);
  }

  // Whose limits would count cannot be said, so that none would.
  private static CallFailedException gone(String owner) {
    return new CallFailedException(
        FailureCode.FORBIDDEN,
        "this key belongs to %s, which is not there or belongs to what is not there; ask who gave it to you"
            .formatted(owner));
  }

  private Optional<Held> held(TenantScope scope, UUID principal) {
    return recent
        .get(
            new Holder(scope, principal),
            () -> keys.find(scope, principal).filter(key -> key.revoked() == null).map(Held::of))
        .filter(held -> held.expires() == null || held.expires().isAfter(time.now()));
  }

  /** Makes a change of a principal's grants felt at once. */
  void changed(UUID principal) {
    recent.drop(held -> held.principal().equals(principal));
  }

  /** Anything may have changed. */
  void forget() {
    recent.drop(held -> true);
  }

  static Grants read(KeyRow key) {
    Set<AccessRole> roles = key.roles().stream().map(AccessRole::of).collect(Collectors.toSet());
    return new Grants(
        roles,
        key.allow().stream().map(GrantPattern::new).toList(),
        key.deny().stream().map(GrantPattern::new).toList());
  }
}
