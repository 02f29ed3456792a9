package io.auterity.control.access;

import io.auterity.control.access.ApiKeys.Wanted;
import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.KeyStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The rules of key requests: decides whether keys may be made, or changed, as requested. */
record KeyRequestRules(KeyStore store, KeyRules rules, GrantCheck meaning, Time time) {

  /**
   * Refuses all of them where one may not be.
   *
   * @param own the key of the caller
   * @throws CallFailedException as for one; of several its message and fields name each
   */
  void check(TenantScope scope, KeyRow own, List<Wanted> wanted) {
    if (wanted.isEmpty() || wanted.size() > ApiKeys.MOST_AT_ONCE) {
      throw new CallFailedException(
          FailureCode.INVALID, "1 to %d keys are made at once".formatted(ApiKeys.MOST_AT_ONCE));
    }
    List<String> names =
        wanted.stream().map(one -> one.name().strip()).filter(DisplayName::fits).toList();
    Set<String> taken = new HashSet<>(store.taken(scope, names));
    Map<String, Failure> wrong = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      try {
        String name = DisplayName.check("key", wanted.get(i).name());
        if (!taken.add(name)) {
          throw taken(name);
        }
        meaning.check(wanted.get(i).grants());
        check(scope, own, wanted.get(i));
      } catch (CallFailedException e) {
        if (wanted.size() == 1) {
          throw e;
        }
        wrong.put("keys[%d]".formatted(i), e.failure());
      }
    }
    if (!wrong.isEmpty()) {
      throw ApiKeys.severalWrong(wrong);
    }
  }

  /**
   * Refuses one, whatever its name.
   *
   * @param own the key of the caller
   * @throws CallFailedException {@code forbidden} when that has less; {@code invalid}
   */
  void check(TenantScope scope, KeyRow own, Wanted wanted) {
    rules.check(scope, wanted.terms());
    if (wanted.expires() != null && !wanted.expires().isAfter(time.now())) {
      throw new CallFailedException(
          FailureCode.INVALID, "expires: %s is over already".formatted(wanted.expires()));
    }
    meaning.delegation(own).require(wanted.grants(), wanted.expires());
    rules.checkGiven(scope, own.terms(), wanted.terms());
  }

  /** One as it is stored, once it may be made. */
  static KeyRow row(UUID id, Wanted wanted, Instant created, String secret) {
    Grants granted = wanted.grants();
    return KeyRow.fresh(
        id,
        DisplayName.check("key", wanted.name()),
        granted.roles().stream().map(AccessRole::wire).sorted().toList(),
        granted.allow().stream().map(GrantPattern::text).toList(),
        granted.deny().stream().map(GrantPattern::text).toList(),
        wanted.terms(),
        created,
        KeyEdit.stored(wanted.expires()),
        Token.prefix(secret));
  }

  static CallFailedException taken(String name) {
    return KeyStanding.conflict("there is a key '%s' already; choose another name".formatted(name));
  }
}
