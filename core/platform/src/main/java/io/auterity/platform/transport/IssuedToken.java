package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TokenStore.Kept;
import java.time.Duration;

/**
 * An access token in use; times are those of the clock's nanoseconds.
 *
 * @param changes of the token store when it was found there
 * @param renewable whether another one can be had without a person
 */
record IssuedToken(
    TokenGrant grant, String text, long at, long lasts, long changes, boolean renewable) {

  /** A token is not used in its last moments: the request has a way to go. */
  private static final long LAST_MOMENTS = Duration.ofSeconds(10).toNanos();

  private static final long MOST_AHEAD = Duration.ofMinutes(1).toNanos();
  private static final int SHARE_AHEAD = 5;

  /** A token as it is kept. */
  static IssuedToken of(TokenGrant grant, Kept kept, long changes, Time time) {
    long age = Duration.between(kept.issued(), time.now()).toNanos();
    long lasts = Duration.between(kept.issued(), kept.expires()).toNanos();
    boolean renewable = !grant.needsPeople() || kept.refresh() != null;
    return new IssuedToken(grant, kept.access(), time.nanos() - age, lasts, changes, renewable);
  }

  boolean usable(long now) {
    return now - at < lasts - LAST_MOMENTS;
  }

  boolean serves(TokenGrant asked, long now) {
    return grant.equals(asked) && usable(now);
  }

  /** Whether it is too early to ask for the next one. */
  boolean fresh(long now) {
    return now - at < lasts - Math.max(LAST_MOMENTS, Math.min(MOST_AHEAD, lasts / SHARE_AHEAD));
  }
}
