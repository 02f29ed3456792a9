package io.auterity.control.access;

import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.KeyStore;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The API keys of each tenant. */
public final class ApiKeys {

  private static final UUID FIRST = new UUID(0, 0);

  private final KeyStore store;
  private final KeyGrants grants;
  private final CredentialAuthenticator authenticator;
  private final Ids ids;
  private final Time time;
  private final RandomGenerator random;

  ApiKeys(
      KeyStore store,
      KeyGrants grants,
      CredentialAuthenticator authenticator,
      Ids ids,
      Time time,
      RandomGenerator random) {
    this.store = store;
    this.grants = grants;
    this.authenticator = authenticator;
    this.ids = ids;
    this.time = time;
    this.random = random;
  }

  /** A key as its tenant sees it. */
  public record Key(
      UUID id,
      String name,
      Grants grants,
      Instant created,
      @Nullable Instant expires,
      @Nullable Instant revoked,
      @Nullable Instant lastUsed) {

    static Key of(KeyRow row) {
      return new Key(
          row.id(),
          row.name(),
          KeyGrants.read(row),
          row.created(),
          row.expires(),
          row.revoked(),
          row.lastUsed());
    }
  }

  /** A key that was just made, with its secret, which is shown once. */
  public record Issued(Key key, String secret) {
    @Override
    public String toString() {
      return key.toString();
    }
  }

  /**
   * Makes a key.
   *
   * @throws CallFailedException {@code conflict} when the tenant has a key of that name; {@code
   *     forbidden} when the caller has less than it wants to give
   */
  public Issued create(
      Authenticated caller,
      AuditedAct act,
      String name,
      Grants granted,
      @Nullable Instant expires) {
    KeyRow own = store.find(caller.scope(), caller.principal().id()).orElseThrow(ApiKeys::unknown);
    new Delegation(KeyGrants.read(own), own.expires()).require(granted, expires);
    String secret = Token.fresh(Token.API_KEY, random);
    KeyRow row = row(ids.next(), GivenName.check("key", name), granted, time.now(), expires);
    try {
      store.add(caller.scope(), act, row, Token.digest(secret));
    } catch (UniqueViolationException e) {
      throw taken(name);
    }
    return new Issued(Key.of(row), secret);
  }

  static KeyRow row(
      UUID id, String name, Grants granted, Instant created, @Nullable Instant expires) {
    return new KeyRow(
        id,
        name,
        granted.roles().stream().map(AccessRole::wire).sorted().toList(),
        granted.allow().stream().map(GrantPattern::text).toList(),
        granted.deny().stream().map(GrantPattern::text).toList(),
        created,
        expires,
        null,
        null);
  }

  /** The key of that id, revoked or not; what a principal of the tenant may do now is in it. */
  public Key get(TenantScope scope, UUID id) {
    return store.find(scope, id).map(Key::of).orElseThrow(ApiKeys::unknown);
  }

  /** Keys from the oldest on, after that id; null begins at the first. */
  public List<Key> list(TenantScope scope, @Nullable UUID after, int limit) {
    return store.list(scope, after == null ? FIRST : after, limit).stream().map(Key::of).toList();
  }

  /**
   * Revokes a key and ends its sessions, at once.
   *
   * @throws CallFailedException {@code not_found}; {@code conflict} for the caller's own key
   */
  public void revoke(Authenticated caller, AuditedAct act, UUID id) {
    if (caller.principal().id().equals(id)) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "a key cannot revoke itself; use another admin's key");
    }
    if (!store.revoke(caller.scope(), act, id, time.now())) {
      throw unknown();
    }
    grants.changed(id);
    authenticator.keyChanged(id);
  }

  static CallFailedException taken(String name) {
    return new CallFailedException(
        FailureCode.CONFLICT, "there is a key '%s' already; choose another name".formatted(name));
  }

  private static CallFailedException unknown() {
    return new CallFailedException(FailureCode.NOT_FOUND, "no such key");
  }
}
