package io.auterity.control.access;

import io.auterity.control.access.store.CredentialStore;
import io.auterity.control.access.store.CredentialStore.CallerRow;
import io.auterity.control.access.store.SessionStore;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.platform.call.Principal;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sessions of the console and the one-time codes that open them. A session lasts twelve hours from
 * its last use, and ends with the key that opened it; that of a person ends a day after they signed
 * in, however much it is used.
 */
public final class Sessions {

  private static final Duration LIFE = Duration.ofHours(12);
  private static final Duration RENEWAL = Duration.ofMinutes(30);
  private static final Duration CODE_LIFE = Duration.ofMinutes(10);

  private final SessionStore store;
  private final CredentialStore credentials;
  private final CredentialAuthenticator authenticator;
  private final Time time;
  private final RandomGenerator random;

  Sessions(
      SessionStore store,
      CredentialStore credentials,
      CredentialAuthenticator authenticator,
      Time time,
      RandomGenerator random) {
    this.store = store;
    this.credentials = credentials;
    this.authenticator = authenticator;
    this.time = time;
    this.random = random;
  }

  /** A secret that was just made; it is shown once. */
  public record Issued(String secret, Instant expires) {
    @Override
    public String toString() {
      return "secret until " + expires;
    }
  }

  /** Opens a session for a verified caller. */
  public Issued open(Authenticated caller) {
    return issue(caller, SessionStore.Kind.SESSION, Token.SESSION, LIFE);
  }

  /**
   * When a session ends if it is not used again; a session that was not renewed for a while is.
   *
   * @return empty when there is no such session
   */
  public Optional<Instant> renew(SessionToken token) {
    return authenticator.caller(token).map(row -> renewed(token, row));
  }

  private Instant renewed(SessionToken token, CallerRow row) {
    Instant used = time.now().plus(LIFE);
    Instant expires = row.last() != null && row.last().isBefore(used) ? row.last() : used;
    Instant known = row.expires();
    if (known != null && Duration.between(known, expires).compareTo(RENEWAL) < 0) {
      return known;
    }
    byte[] digest = Token.digest(token.secret());
    store.extend(CredentialAuthenticator.verified(row).scope(), digest, expires);
    authenticator.sessionChanged(digest);
    return expires;
  }

  /** Whether a session has not ended; asking is no use of it. */
  public boolean lasts(SessionToken token) {
    return authenticator.caller(token).isPresent();
  }

  public void end(Authenticated caller, SessionToken token) {
    byte[] digest = Token.digest(token.secret());
    store.end(caller.scope(), digest);
    authenticator.sessionChanged(digest);
  }

  /**
   * Makes a code that opens one session for this caller within ten minutes.
   *
   * @throws CallFailedException {@code forbidden} for a person, whom their issuer lets in each time
   */
  public Issued code(Authenticated caller) {
    if (caller.principal().type() == Principal.Type.USER) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "codes sign in keys: a user who signed in with an account does so again");
    }
    return issue(caller, SessionStore.Kind.CODE, Token.CODE, CODE_LIFE);
  }

  /**
   * Whom a code stands for; a code works once.
   *
   * @throws CallFailedException {@code unauthenticated}
   */
  public Authenticated redeem(String code) {
    return credentials
        .redeem(Token.digest(code), time.now())
        .map(CredentialAuthenticator::verified)
        .orElseThrow(CredentialAuthenticator::refused);
  }

  private Issued issue(Authenticated caller, SessionStore.Kind kind, String prefix, Duration life) {
    Instant now = time.now();
    Issued issued = new Issued(Token.fresh(prefix, random), now.plus(life));
    store.add(
        kind,
        caller.scope(),
        Token.digest(issued.secret()),
        caller.principal().id(),
        now,
        issued.expires());
    return issued;
  }
}
