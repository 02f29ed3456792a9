package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes the token of a provider: takes what another server was given meanwhile, or else asks
 * the endpoint, of all servers one at a time.
 */
final class TokenRefresher {

  private static final long AS_BEFORE = Duration.ofSeconds(30).toNanos();

  /** Error codes of endpoints for refresh tokens that are valid no more. */
  private static final Set<String> FOR_GOOD = Set.of("invalid_grant", "bad_refresh_token");

  /** How soon it is seen whether another server has finished. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration SELDOM = Duration.ofSeconds(1);

  private final TokenEndpoint endpoint;
  private final TokenStore shelf;
  private final Time time;
  private volatile @Nullable String stale;
  private volatile @Nullable Refusal refusal;

  /** A refusal that asking again would not change for a while. */
  private record Refusal(TokenGrant grant, Failure failure, long until) {}

  TokenRefresher(TokenEndpoint endpoint, TokenStore shelf) {
    this.endpoint = endpoint;
    this.shelf = shelf;
    this.time = endpoint.time();
  }

  /** A peer refused this token: it is taken for none from now on. */
  void refusedBy(String token) {
    stale = token;
  }

  /** What is kept for all servers, where it can be used now. */
  Optional<IssuedToken> there(TokenGrant grant) {
    long changes = shelf.changes();
    Kept kept = of(grant, shelf.read());
    return Optional.ofNullable(kept)
        .filter(this::good)
        .map(good -> IssuedToken.of(grant, good, changes, time))
        .filter(token -> token.usable(time.nanos()));
  }

  /** What another server was given meanwhile, or else what the endpoint gives. */
  IssuedToken next(TokenGrant grant, Call call) {
    Duration look = LOOK;
    while (true) {
      failAsBefore(grant);
      Optional<IssuedToken> taken = shelf.alone(() -> takenAlone(grant, call));
      if (taken.isPresent()) {
        return taken.get();
      }
      call.pause(look);
      look = look.compareTo(SELDOM) < 0 ? look.multipliedBy(2) : SELDOM;
    }
  }

  private void failAsBefore(TokenGrant grant) {
    Refusal last = refusal;
    if (last != null && last.grant().equals(grant) && time.nanos() < last.until()) {
      throw new CallFailedException(last.failure());
    }
  }

  private IssuedToken takenAlone(TokenGrant grant, Call call) {
    long changes = shelf.changes();
    Kept there = shelf.read();
    Kept kept = of(grant, there);
    if (there != null && kept == null && grant.needsPeople()) {
      throw new CallFailedException(
          FailureCode.UNAUTHENTICATED,
          "what a person agreed to was for another client, other hosts or another scope: connect"
              + " the provider again");
    }
    if (kept != null && good(kept)) {
      IssuedToken others = IssuedToken.of(grant, kept, changes, time);
      if (others.fresh(time.nanos())) {
        endpoint.hide(others.text());
        return others;
      }
    }
    return given(grant, there, kept, call);
  }

  private IssuedToken given(
      TokenGrant grant, @Nullable Kept there, @Nullable Kept kept, Call call) {
    if (kept != null && kept.refresh() != null) {
      endpoint.hide(kept.refresh());
    }
    try {
      Kept given = endpoint.ask(grant, kept, call);
      boolean stands = shelf.keep(there, given) || !grant.needsPeople();
      if (!stands) {
        shelf.unkept(given);
      }
      return IssuedToken.of(grant, stands ? given : another(grant), shelf.changes(), time);
    } catch (CallFailedException e) {
      throw refused(grant, kept, e.failure());
    }
  }

  // What another caller has stored since it was read stands: that consent is the later one.
  private Kept another(TokenGrant grant) {
    Kept kept = of(grant, shelf.read());
    if (kept == null || !good(kept)) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "the provider was disconnected or connected anew meanwhile");
    }
    endpoint.hide(kept.access());
    return kept;
  }

  private CallFailedException refused(TokenGrant grant, @Nullable Kept kept, Failure failure) {
    if (failure.code() != FailureCode.UNAUTHENTICATED) {
      return new CallFailedException(failure);
    }
    if (!grant.needsPeople()) {
      refusal = new Refusal(grant, failure, time.nanos() + AS_BEFORE);
      return new CallFailedException(failure);
    }
    String error = failure.fields().get(TokenEndpoint.ERROR_FIELD);
    boolean forGood = error != null && FOR_GOOD.contains(error);
    if (kept != null && !kept.lost() && (forGood || kept.refresh() == null)) {
      // What else the endpoint says may repeat what it was shown.
      shelf.lost(kept, forGood && error != null ? error : "unauthenticated");
    }
    return new CallFailedException(
        forGood
            ? failure.withMessage(failure.message() + "; connect the provider again")
            : failure);
  }

  /** What is kept of these, with its refresh token though the access token is good no more. */
  private static @Nullable Kept of(TokenGrant grant, @Nullable Kept kept) {
    return kept != null && kept.identity().equals(grant.identity()) ? kept : null;
  }

  private boolean good(Kept kept) {
    return !kept.lost() && !kept.access().equals(stale);
  }
}
