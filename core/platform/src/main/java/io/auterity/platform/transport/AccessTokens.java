package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of one provider (RFC 6749). The first use asks for one; a use shortly before it
 * expires asks for the next one, while the others go on with what there is.
 */
public final class AccessTokens {

  /** How long a renewal may keep a caller who has a token already. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long NEXT_TRY = Duration.ofSeconds(30).toNanos();

  /**
   * A token is not the reason when it is refused so soon after it was given, unless a peer has
   * taken it before; nor when {@value #MOST_GIVEN_UP} were given up so lately.
   */
  private static final long YOUNG = Duration.ofSeconds(30).toNanos();

  private static final int MOST_GIVEN_UP = 3;

  private final Supplier<String> secret;
  private final Function<String, TokenGrant> reader;
  private final TokenEndpoint endpoint;
  private final TokenStore shelf;
  private final TokenRefresher renewal;
  private final SingleFlight flight;
  private final Time time;
  private volatile @Nullable Known known;
  private volatile @Nullable IssuedToken issued;
  private volatile long nextTry = Long.MIN_VALUE;

  /** When the last tokens were given up because a peer refused them, the oldest first. */
  private final Deque<Long> givenUp = new ArrayDeque<>(MOST_GIVEN_UP);

  /** The token that a peer took last. */
  private volatile @Nullable String taken;

  /** A secret and what was read in it. */
  private record Known(String secret, TokenGrant grant) {}

  /**
   * Tokens by a secret.
   *
   * @param reader takes a grant from the secret; fails with {@code invalid}
   */
  public AccessTokens(
      Supplier<String> secret,
      Function<String, TokenGrant> reader,
      TokenEndpoint endpoint,
      TokenStore shelf) {
    this.secret = secret;
    this.reader = reader;
    this.endpoint = endpoint;
    this.shelf = shelf;
    this.renewal = new TokenRefresher(endpoint, shelf);
    this.time = endpoint.time();
    this.flight = new SingleFlight(this::next, time);
  }

  /** Fails when the secret is none that tokens could be asked with. */
  void check() {
    grant();
  }

  /**
   * A token to use now.
   *
   * @throws CallFailedException {@code unauthenticated} when the endpoint gives none, and as the
   *     transport does
   */
  String current(Call call) {
    TokenGrant grant = grant();
    long now = time.nanos();
    IssuedToken last = issued;
    if (last == null || last.changes() != shelf.changes() || !last.serves(grant, now)) {
      last = adopted(last, grant, now);
    }
    if (last == null) {
      return flight.shared(grant, call, () -> serving(grant)).text();
    }
    return last.fresh(now) || now < nextTry ? last.text() : renewed(last, grant, call).text();
  }

  private TokenGrant grant() {
    String value = secret.get();
    Known last = known;
    if (last == null || !last.secret().equals(value)) {
      last = new Known(value, reader.apply(value));
      known = last;
    }
    return last.grant();
  }

  /**
   * The token that is stored for all servers, where it can be used; the known one where the store
   * cannot be read.
   */
  private @Nullable IssuedToken adopted(@Nullable IssuedToken last, TokenGrant grant, long now) {
    try {
      IssuedToken found = renewal.there(grant).orElse(null);
      if (found != null && (last == null || !last.text().equals(found.text()))) {
        endpoint.hide(found.text());
      }
      issued = found;
      return found;
    } catch (CallFailedException e) {
      if (last != null && last.serves(grant, now)) {
        return last;
      }
      throw e;
    }
  }

  private Optional<IssuedToken> serving(TokenGrant grant) {
    return Optional.ofNullable(issued).filter(last -> last.serves(grant, time.nanos()));
  }

  private IssuedToken renewed(IssuedToken last, TokenGrant grant, Call call) {
    try {
      return flight.unlessUnderWay(grant, call, PATIENCE).orElse(last);
    } catch (CallFailedException e) {
      nextTry = time.nanos() + NEXT_TRY;
      return last;
    }
  }

  private IssuedToken next(TokenGrant grant, Call call) {
    try {
      IssuedToken token = renewal.next(grant, call);
      issued = token;
      return token;
    } catch (CallFailedException e) {
      if (grant.needsPeople()) {
        nextTry = time.nanos() + NEXT_TRY;
      }
      throw e;
    }
  }

  /** A peer took a token. */
  void taken(String sent) {
    if (!sent.equals(taken)) {
      taken = sent;
    }
  }

  /**
   * A peer refused a token, which may have been revoked, or ended by a newer one: a call that sent
   * an older one than there is goes again with the newer. One that nothing but a person can replace
   * is used further: a refusal may pass, or be of one request alone.
   *
   * @param sent the token that was refused
   * @return whether the next request has another one
   */
  synchronized boolean refused(String sent) {
    IssuedToken last = issued;
    if (last == null || !last.text().equals(sent)) {
      return true;
    }
    long now = time.nanos();
    boolean untried = now - last.at() <= YOUNG && !sent.equals(taken);
    if (!last.renewable() || untried || !mayGiveUp(now)) {
      return false;
    }
    givenUp.addLast(now);
    renewal.refusedBy(sent);
    issued = null;
    return true;
  }

  // Two systems that share a client end each other's tokens; they are not to do it for ever.
  private boolean mayGiveUp(long now) {
    while (!givenUp.isEmpty() && now - givenUp.getFirst() > YOUNG) {
      givenUp.removeFirst();
    }
    return givenUp.size() < MOST_GIVEN_UP;
  }
}
