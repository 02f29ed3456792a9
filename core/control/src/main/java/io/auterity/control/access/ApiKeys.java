package io.auterity.control.access;

import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.KeySearch;
import io.auterity.control.access.store.KeySecrets;
import io.auterity.control.access.store.KeyStore;
import io.auterity.control.access.store.KeyTerms;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The API keys of each tenant. */
public final class ApiKeys {

  /** The most that are made at once. */
  public static final int MOST_AT_ONCE = 1_000;

  /** The longest that a former secret stays good beside its successor. */
  public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  private static final UUID FIRST = new UUID(0, 0);

  private final KeyStore store;
  private final KeyGrants grants;
  private final KeyRules rules;
  private final KeyRequestRules wishes;
  private final GrantCheck meaning;
  private final CredentialAuthenticator authenticator;
  private final Ids ids;
  private final Time time;
  private final RandomGenerator random;

  ApiKeys(
      KeyStore store,
      KeyGrants grants,
      KeyRules rules,
      GrantCheck meaning,
      CredentialAuthenticator authenticator,
      Ids ids,
      Time time,
      RandomGenerator random) {
    this.store = store;
    this.grants = grants;
    this.rules = rules;
    this.meaning = meaning;
    this.wishes = new KeyRequestRules(store, rules, meaning, time);
    this.authenticator = authenticator;
    this.ids = ids;
    this.time = time;
    this.random = random;
  }

  /**
   * A key as its tenant sees it.
   *
   * @param version another text with each change of it
   */
  public record Key(
      UUID id,
      String name,
      Grants grants,
      KeyTerms terms,
      Instant created,
      @Nullable Instant expires,
      @Nullable Instant revoked,
      @Nullable Instant lastUsed,
      KeySecrets secrets,
      String version) {

    static Key of(KeyRow row) {
      return new Key(
          row.id(),
          row.name(),
          KeyGrants.read(row),
          row.terms(),
          row.created(),
          row.expires(),
          row.revoked(),
          row.lastUsed(),
          row.secrets(),
          row.version());
    }
  }

  /** A key that was just made or rotated, with its secret, which is shown once. */
  public record Issued(Key key, String secret) {
    @Override
    public String toString() {
      return key.toString();
    }
  }

  /** A key that is asked for. */
  public record Wanted(String name, Grants grants, KeyTerms terms, @Nullable Instant expires) {
    /** A key of the tenant that narrows nothing. */
    public Wanted(String name, Grants grants, @Nullable Instant expires) {
      this(name, grants, KeyTerms.NONE, expires);
    }
  }

  /**
   * Makes a key.
   *
   * @throws CallFailedException {@code conflict} when the tenant has a key of that name; {@code
   *     forbidden} when the caller has less than it wants to give; {@code invalid}
   */
  public Issued create(Authenticated caller, AuditedAct act, Wanted wanted) {
    return create(caller, act, List.of(wanted)).getFirst();
  }

  /**
   * Makes all of these keys, or none.
   *
   * @throws CallFailedException as when one is made; its message and fields name each that is wrong
   */
  public List<Issued> create(Authenticated caller, AuditedAct act, List<Wanted> wanted) {
    wishes.check(caller.scope(), own(caller), wanted);
    List<Issued> issued = new ArrayList<>(wanted.size());
    List<KeyStore.NewKey> rows = new ArrayList<>(wanted.size());
    for (Wanted one : wanted) {
      String secret = Token.fresh(Token.API_KEY, random);
      KeyRow row = KeyRequestRules.row(ids.next(), one, time.now(), secret);
      rows.add(new KeyStore.NewKey(row, Token.digest(secret)));
      issued.add(new Issued(Key.of(row), secret));
    }
    try {
      store.add(caller.scope(), act, rows);
    } catch (UniqueViolationException e) {
      throw KeyRequestRules.taken(
          wanted.size() == 1 ? wanted.getFirst().name() : "one of these names");
    }
    return issued;
  }

  /**
   * Looks whether all of these keys could be made; makes none.
   *
   * @throws CallFailedException as when they are made
   */
  public void check(Authenticated caller, List<Wanted> wanted) {
    wishes.check(caller.scope(), own(caller), wanted);
  }

  /** The failure of several keys, each by its place in what was sent. */
  public static CallFailedException severalWrong(Map<String, Failure> wrong) {
    Map<String, String> fields = new HashMap<>();
    wrong.forEach((place, failure) -> fields.put(place, failure.message()));
    return new CallFailedException(
        Failure.of(
                wrong.values().iterator().next().code(),
                "none of the keys was made: %d of them cannot be".formatted(wrong.size()))
            .withFields(fields));
  }

  /**
   * Looks whether a principal could give these grants to others, without an end.
   *
   * @throws CallFailedException {@code forbidden} when it has less
   */
  public void requireGiving(TenantScope scope, UUID principal, Grants grants) {
    KeyRow own = store.find(scope, principal).orElseThrow(ApiKeys::unknown);
    meaning.delegation(own).require(grants, null);
  }

  private KeyRow own(Authenticated caller) {
    return store.find(caller.scope(), caller.principal().id()).orElseThrow(ApiKeys::unknown);
  }

  /**
   * Changes what a key narrows and when it ends, in force at once. What it may do afterwards has to
   * be what the caller may give, so no caller widens a key beyond their own.
   *
   * @throws CallFailedException {@code not_found}; {@code invalid}; {@code forbidden} when the key
   *     could do more than the caller; {@code conflict} for the caller's own key unless it is to
   *     have its first holder, for one that is revoked or has expired, and when it was changed
   *     meanwhile, or since the version that the edit names
   */
  public Key edit(Authenticated caller, AuditedAct act, UUID id, KeyEdit edit) {
    KeyRow key = store.findKey(caller.scope(), id).orElseThrow(ApiKeys::unknown);
    edit.check(key.terms(), KeyStanding.comesAgain(key, edit, time.now()));
    if (caller.principal().id().equals(id) && !edit.namesHolderOf(key.terms())) {
      throw KeyStanding.conflict("a key cannot change itself; use another admin's key");
    }
    KeyStanding.requireLive(key, time.now());
    KeyTerms terms = edit.terms(key.terms());
    Instant expires = edit.expires(key.expires());
    wishes.check(
        caller.scope(), own(caller), new Wanted(key.name(), KeyGrants.read(key), terms, expires));
    KeyRow edited =
        store
            .edit(caller.scope(), act, key, terms, expires)
            .orElseThrow(() -> KeyStanding.meanwhile(key));
    grants.changed(id);
    authenticator.keyChanged(id);
    return Key.of(edited);
  }

  /**
   * Gives a key another secret. The present one stays good beside it until the overlap is over;
   * what was signed in with it ends at once. A secret that no caller has used since it replaced
   * another is itself replaced at once, and the one before it stays good for as long as it was to
   * be: so an answer that was lost on the way costs no caller the key.
   *
   * @param overlap how long two secrets are good; with none, only the new one is
   * @throws CallFailedException {@code not_found}; {@code forbidden} when the key may do more than
   *     the caller; {@code conflict} when it is revoked, has expired, or its last overlap is not
   *     over and both secrets are in use
   */
  public Issued rotate(Authenticated caller, AuditedAct act, UUID id, Duration overlap) {
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "overlap: is 0 to %d days, not %s".formatted(LONGEST_OVERLAP.toDays(), overlap));
    }
    Instant now = time.now();
    KeyRow key = store.findKey(caller.scope(), id).orElseThrow(ApiKeys::unknown);
    KeyRow own = own(caller);
    meaning.delegation(own).require(KeyGrants.read(key), key.expires());
    rules.checkGiven(caller.scope(), own.terms(), key.terms());
    boolean replaces = KeyStanding.rotatesPresent(key, overlap, now);
    String secret = Token.fresh(Token.API_KEY, random);
    KeyRow rotated =
        store
            .rotate(
                caller.scope(),
                act,
                key,
                replaces,
                now.plus(overlap),
                now,
                Token.prefix(secret),
                Token.digest(secret))
            .orElseThrow(() -> KeyStanding.meanwhile(key));
    authenticator.keyChanged(id);
    return new Issued(Key.of(rotated), secret);
  }

  /** The key of that id, revoked or not; what a principal of the tenant may do now is in it. */
  public Key get(TenantScope scope, UUID id) {
    return store.find(scope, id).map(Key::of).orElseThrow(ApiKeys::unknown);
  }

  /**
   * The key of a name as which a principal may have others act: one that can do no more than the
   * principal, who could give one like it.
   *
   * @throws CallFailedException {@code invalid} when there is none; {@code conflict} when it is
   *     revoked or has expired; {@code forbidden} when it can do more
   */
  public Key usable(TenantScope scope, UUID principal, String name) {
    KeyRow key = store.named(scope, name).orElseThrow(() -> unknown(name));
    KeyStanding.requireLive(key, time.now());
    KeyRow own = store.find(scope, principal).orElseThrow(ApiKeys::unknown);
    if (!own.id().equals(key.id())) {
      meaning.delegation(own).require(KeyGrants.read(key), key.expires());
      rules.checkGiven(scope, own.terms(), key.terms());
    }
    return Key.of(key);
  }

  /**
   * The key of a name, in a transaction of its tenant.
   *
   * @throws CallFailedException {@code invalid} when there is none
   */
  public static Key named(Transaction tx, TenantScope scope, String name) {
    return KeyStore.named(tx, scope, name).map(Key::of).orElseThrow(() -> unknown(name));
  }

  private static CallFailedException unknown(String name) {
    return new CallFailedException(
        FailureCode.INVALID, "there is no key '%s'; make it, or name another".formatted(name));
  }

  /** Why nothing is done any more as a principal; empty while its key is good. */
  public Optional<String> ended(TenantScope scope, UUID principal) {
    Instant now = time.now();
    return store
        .find(scope, principal)
        .flatMap(
            key -> {
              Instant expires = key.expires();
              return key.revoked() != null
                  ? Optional.of("revoked at %s".formatted(key.revoked()))
                  : expires != null && !expires.isAfter(now)
                      ? Optional.of("expired at %s".formatted(expires))
                      : Optional.empty();
            });
  }

  /** Keys from the oldest on, after that id; null begins at the first. */
  public List<Key> list(TenantScope scope, KeySearch search, @Nullable UUID after, int limit) {
    return store.list(scope, search, after == null ? FIRST : after, limit).stream()
        .map(Key::of)
        .toList();
  }

  /**
   * Revokes a key and ends its sessions, at once.
   *
   * @throws CallFailedException {@code not_found}; {@code conflict} for the caller's own key
   */
  public void revoke(Authenticated caller, AuditedAct act, UUID id) {
    if (caller.principal().id().equals(id)) {
      throw KeyStanding.conflict("a key cannot revoke itself; use another admin's key");
    }
    if (!store.revoke(caller.scope(), act, id, time.now())) {
      throw unknown();
    }
    grants.changed(id);
    authenticator.keyChanged(id);
  }

  private static CallFailedException unknown() {
    return new CallFailedException(FailureCode.NOT_FOUND, "no such key");
  }
}
