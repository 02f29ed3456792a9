package io.auterity.control.access;

import io.auterity.control.access.store.CredentialStore;
import io.auterity.control.access.store.CredentialStore.CallerRow;
import io.auterity.platform.call.Authenticator;
import io.auterity.platform.call.Credential;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** Verifies API keys and session tokens against the digests in the database. */
final class CredentialAuthenticator implements Authenticator {

  private final CredentialStore store;
  private final Time time;
  private final LastUse lastUse;
  private final RecentReads<String, CallerRow> keys;
  private final RecentReads<String, CallerRow> sessions;
  private final UnknownCallers unknownCallers;

  CredentialAuthenticator(CredentialStore store, Time time, LastUse lastUse) {
    this.store = store;
    this.time = time;
    this.lastUse = lastUse;
    this.keys = new RecentReads<>(time);
    this.sessions = new RecentReads<>(time);
    this.unknownCallers = new UnknownCallers(time);
  }

  @Override
  public Authenticated authenticate(Credential credential) {
    if (unknownCallers.holds(credential)) {
      throw refused();
    }
    Optional<CallerRow> caller = found(credential);
    if (caller.isEmpty()) {
      unknownCallers.note(credential);
    }
    return noted(caller.filter(this::lasts).orElseThrow(CredentialAuthenticator::refused));
  }

  @Override
  public Optional<Failure> recentlyRefused(Credential credential) {
    return unknownCallers.holds(credential) ? Optional.of(refused().failure()) : Optional.empty();
  }

  @Override
  public Optional<Authenticated> recent(Credential credential) {
    Optional<CallerRow> caller =
        switch (credential) {
          case Credential.ApiKey(String secret) -> keys.peek(hex(Token.digest(secret)));
          case Credential.SessionToken(String secret) -> sessions.peek(hex(Token.digest(secret)));
        };
    return caller.filter(this::lasts).map(this::noted);
  }

  private Authenticated noted(CallerRow caller) {
    lastUse.note(caller, time.now());
    return verified(caller);
  }

  /** Whom the credential stands for, unless it has ended meanwhile. */
  Optional<CallerRow> caller(Credential credential) {
    return found(credential).filter(this::lasts);
  }

  private boolean lasts(CallerRow row) {
    return row.expires() == null || row.expires().isAfter(time.now());
  }

  private Optional<CallerRow> found(Credential credential) {
    return switch (credential) {
      case Credential.ApiKey(String secret) -> key(secret);
      case Credential.SessionToken(String secret) -> session(secret);
    };
  }

  private Optional<CallerRow> key(String secret) {
    if (!secret.startsWith(Token.API_KEY)) {
      return Optional.empty();
    }
    byte[] digest = Token.digest(secret);
    return keys.get(hex(digest), () -> same(digest, store.key(digest, time.now())));
  }

  private Optional<CallerRow> session(String secret) {
    if (!secret.startsWith(Token.SESSION)) {
      return Optional.empty();
    }
    byte[] digest = Token.digest(secret);
    return sessions.get(hex(digest), () -> same(digest, store.session(digest, time.now())));
  }

  /** Makes the end of a key felt at once, and that of its sessions. */
  void keyChanged(UUID key) {
    keys.drop(row -> row.key().equals(key));
    sessions.drop(row -> row.key().equals(key));
  }

  void sessionsEnded(UUID tenant) {
    sessions.drop(row -> row.tenant().equals(tenant));
  }

  /** Anything may have ended. */
  void forget() {
    keys.drop(row -> true);
    sessions.drop(row -> true);
  }

  void sessionChanged(byte[] digest) {
    sessions.drop(row -> MessageDigest.isEqual(row.sha256(), digest));
  }

  static Authenticated verified(CallerRow caller) {
    return new Authenticated(
        TenantScope.authenticated(caller.tenant()),
        new Principal(
            caller.key(),
            caller.name(),
            caller.last() == null ? Principal.Type.SERVICE : Principal.Type.USER));
  }

  /** One sentence for every reason, so that it tells nothing about which keys exist. */
  static CallFailedException refused() {
    return new CallFailedException(
        FailureCode.UNAUTHENTICATED, "no valid credential: sign in again, or check the API key");
  }

  private static Optional<CallerRow> same(byte[] digest, Optional<CallerRow> row) {
    return row.filter(found -> MessageDigest.isEqual(found.sha256(), digest));
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
