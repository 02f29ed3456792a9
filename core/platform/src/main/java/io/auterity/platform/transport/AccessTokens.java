package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TokenShelf.Kept;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of one provider (RFC 6749). The first use asks for one; a use shortly before it
 * expires asks for the next one, while the others go on with what there is. One request is under
 * way at a time, and whoever waits shares what comes of it, unless its caller gave up.
 */
public final class AccessTokens {

  /** A token is not used in its last moments: the request has a way to go. */
  private static final long LAST_MOMENTS = Duration.ofSeconds(10).toNanos();

  private static final long MOST_AHEAD = Duration.ofMinutes(1).toNanos();
  private static final int SHARE_AHEAD = 5;

  /** How long a renewal may keep a caller who has a token already. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** An endpoint that hangs keeps others from asking no longer. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** How long what a person agreed to may take to be renewed, whoever waits for it. */
  private static final Duration EXCHANGE = Duration.ofSeconds(30);

  private static final long NEXT_TRY = Duration.ofSeconds(30).toNanos();

  /** A token that is refused when it is younger is not the reason. */
  private static final long YOUNG = Duration.ofSeconds(30).toNanos();

  /** What endpoints say of refresh tokens that are good no more. */
  private static final Set<String> FOR_GOOD = Set.of("invalid_grant", "bad_refresh_token");

  /** How soon it is seen whether another server has finished. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration SELDOM = Duration.ofSeconds(1);

  /** Failures of whoever happened to ask, which say nothing to the others. */
  private static final Set<FailureCode> OF_THE_ASKER =
      EnumSet.of(FailureCode.CANCELLED, FailureCode.TIMEOUT);

  private final Supplier<String> secret;
  private final Function<String, TokenGrant> reader;
  private final TokenEndpoint endpoint;
  private final TokenShelf shelf;
  private final Time time;
  private final AtomicReference<@Nullable CompletableFuture<Issued>> flight =
      new AtomicReference<>();
  private volatile @Nullable Known known;
  private volatile @Nullable Issued issued;
  private volatile @Nullable String stale;
  private volatile @Nullable Refusal refusal;
  private volatile long nextTry = Long.MIN_VALUE;

  /** A refusal that asking again would not change for a while. */
  private record Refusal(TokenGrant grant, Failure failure, long until) {}

  /** A secret and what was read in it. */
  private record Known(String secret, TokenGrant grant) {}

  /** A token; times are those of the clock's nanoseconds. Some only a person can renew. */
  private record Issued(
      TokenGrant grant, String text, long at, long lasts, long changes, boolean renewable) {

    boolean usable(long now) {
      return now - at < lasts - LAST_MOMENTS;
    }

    boolean serves(TokenGrant asked, long now) {
      return grant.equals(asked) && usable(now);
    }

    boolean fresh(long now) {
      return now - at < lasts - Math.max(LAST_MOMENTS, Math.min(MOST_AHEAD, lasts / SHARE_AHEAD));
    }
  }

  /**
   * Tokens by a secret.
   *
   * @param reader takes a grant from the secret; fails with {@code invalid}
   */
  public AccessTokens(
      Supplier<String> secret,
      Function<String, TokenGrant> reader,
      TokenEndpoint endpoint,
      TokenShelf shelf) {
    this.secret = secret;
    this.reader = reader;
    this.endpoint = endpoint;
    this.shelf = shelf;
    this.time = endpoint.time();
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
    Issued last = issued;
    if (last == null || last.changes() != shelf.changes() || !last.serves(grant, now)) {
      last = adopted(last, grant, now);
    }
    if (last == null) {
      return asked(grant, call).text();
    }
    return last.fresh(now) || now < nextTry ? last.text() : renewed(last, grant, call).text();
  }

  /** What is kept for all servers, where it can be used; what is known where nobody can tell. */
  private @Nullable Issued adopted(@Nullable Issued last, TokenGrant grant, long now) {
    try {
      long changes = shelf.changes();
      Kept kept = kept(grant);
      Issued found = kept == null || !good(kept) ? null : issued(grant, kept, changes);
      if (found == null || !found.usable(now)) {
        issued = null;
        return null;
      }
      if (last == null || !last.text().equals(found.text())) {
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

  /**
   * A peer refused the token, which may have been revoked. One that nothing but a person can
   * replace is used further: a refusal may pass, or be of one request alone.
   *
   * @return whether the next request has another one
   */
  boolean refused() {
    Issued last = issued;
    if (last == null || !last.renewable() || time.nanos() - last.at() <= YOUNG) {
      return false;
    }
    stale = last.text();
    issued = null;
    return true;
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

  private Issued renewed(Issued last, TokenGrant grant, Call call) {
    CompletableFuture<Issued> mine = new CompletableFuture<>();
    if (flight.get() != null || !flight.compareAndSet(null, mine)) {
      return last;
    }
    try {
      return fly(mine, grant, new TokenCall(call, PATIENCE));
    } catch (CallFailedException e) {
      nextTry = time.nanos() + NEXT_TRY;
      return last;
    }
  }

  private Issued asked(TokenGrant grant, Call call) {
    while (true) {
      CompletableFuture<Issued> mine = new CompletableFuture<>();
      CompletableFuture<Issued> other = flight.compareAndExchange(null, mine);
      if (other == null) {
        return flyUnlessDone(mine, grant, call);
      }
      Optional<Issued> shared = joined(other, call).filter(token -> token.grant().equals(grant));
      if (shared.isPresent()) {
        return shared.get();
      }
    }
  }

  // Another flight may have ended since the token was looked for.
  private Issued flyUnlessDone(CompletableFuture<Issued> mine, TokenGrant grant, Call call) {
    Issued last = issued;
    if (last != null && last.serves(grant, time.nanos())) {
      flight.set(null);
      mine.complete(last);
      return last;
    }
    return fly(mine, grant, new TokenCall(call, LONGEST));
  }

  // Where the endpoint takes each refresh token once, what it gives must be kept though its asker
  // has gone meanwhile.
  private Issued fly(CompletableFuture<Issued> mine, TokenGrant grant, Call call) {
    if (!grant.needsPeople()) {
      return flown(mine, grant, call);
    }
    Thread.ofVirtual()
        .name("renew-tokens")
        .start(() -> flownAlone(mine, grant, new OwnCall(call.capability(), time, EXCHANGE)));
    return joined(mine, call)
        .orElseThrow(
            () -> new CallFailedException(FailureCode.UNAVAILABLE, "no access token came in time"));
  }

  private void flownAlone(CompletableFuture<Issued> mine, TokenGrant grant, Call call) {
    try {
      var _ = flown(mine, grant, call);
    } catch (CallFailedException e) {
      // Those who wait for it are told.
      nextTry = time.nanos() + NEXT_TRY;
    }
  }

  private Issued flown(CompletableFuture<Issued> mine, TokenGrant grant, Call call) {
    try {
      Issued token = taken(grant, call);
      issued = token;
      flight.set(null);
      mine.complete(token);
      return token;
    } catch (RuntimeException | Error e) {
      flight.set(null);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** What comes of another's request; empty when it is to be asked again. */
  private static Optional<Issued> joined(CompletableFuture<Issued> other, Call call) {
    CompletableFuture<Issued> waiting = other.copy();
    call.onCancel(
        () ->
            waiting.completeExceptionally(
                new CallFailedException(FailureCode.CANCELLED, "the caller has gone")));
    try {
      return Optional.of(waiting.get(call.remaining().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new CallFailedException(FailureCode.TIMEOUT, "no access token came in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    } catch (ExecutionException e) {
      Failure failure = failure(e.getCause());
      if (call.cancelled() || !OF_THE_ASKER.contains(failure.code())) {
        throw new CallFailedException(failure);
      }
      return Optional.empty();
    }
  }

  private static Failure failure(@Nullable Throwable cause) {
    return cause instanceof CallFailedException failed
        ? failed.failure()
        : Failure.of(FailureCode.INTERNAL, "asking for an access token broke");
  }

  /** What another server was given meanwhile, or else what the endpoint gives. */
  private Issued taken(TokenGrant grant, Call call) {
    Duration look = LOOK;
    while (true) {
      failAsBefore(grant);
      Optional<Issued> taken = shelf.alone(() -> takenAlone(grant, call));
      if (taken.isPresent()) {
        return taken.get();
      }
      call.pause(look);
      look = look.compareTo(SELDOM) < 0 ? look.multipliedBy(2) : SELDOM;
    }
  }

  private Issued takenAlone(TokenGrant grant, Call call) {
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
      Issued others = issued(grant, kept, changes);
      if (others.fresh(time.nanos())) {
        endpoint.hide(others.text());
        return others;
      }
    }
    if (kept != null && kept.refresh() != null) {
      endpoint.hide(kept.refresh());
    }
    try {
      Kept given = endpoint.ask(grant, kept, call);
      boolean stands = shelf.keep(there, given) || !grant.needsPeople();
      return issued(grant, stands ? given : another(grant), shelf.changes());
    } catch (CallFailedException e) {
      throw refused(grant, kept, e.failure());
    }
  }

  // What somebody else has kept since it was read stands: they agreed later.
  private Kept another(TokenGrant grant) {
    Kept kept = kept(grant);
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
      refusal = new Refusal(grant, failure, time.nanos() + NEXT_TRY);
      return new CallFailedException(failure);
    }
    String error = failure.fields().get(TokenEndpoint.ERROR_FIELD);
    boolean forGood = error != null && FOR_GOOD.contains(error);
    if (kept != null && !kept.lost() && (forGood || kept.refresh() == null)) {
      // What else the endpoint says may repeat what it was shown.
      shelf.lost(kept, told(error));
    }
    return new CallFailedException(
        forGood
            ? failure.withMessage(failure.message() + "; connect the provider again")
            : failure);
  }

  private static String told(@Nullable String error) {
    return error != null && FOR_GOOD.contains(error) ? error : "unauthenticated";
  }

  private void failAsBefore(TokenGrant grant) {
    Refusal last = refusal;
    if (last != null && last.grant().equals(grant) && time.nanos() < last.until()) {
      throw new CallFailedException(last.failure());
    }
  }

  /** What is kept of these, with its refresh token though the access token is good no more. */
  private @Nullable Kept kept(TokenGrant grant) {
    return of(grant, shelf.read());
  }

  private static @Nullable Kept of(TokenGrant grant, @Nullable Kept kept) {
    return kept != null && kept.identity().equals(grant.identity()) ? kept : null;
  }

  private boolean good(Kept kept) {
    return !kept.lost() && !kept.access().equals(stale);
  }

  private Issued issued(TokenGrant grant, Kept kept, long changes) {
    long age = Duration.between(kept.issued(), time.now()).toNanos();
    long lasts = Duration.between(kept.issued(), kept.expires()).toNanos();
    boolean renewable = !grant.needsPeople() || kept.refresh() != null;
    return new Issued(grant, kept.access(), time.nanos() - age, lasts, changes, renewable);
  }
}
