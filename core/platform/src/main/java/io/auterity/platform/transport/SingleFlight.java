package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
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
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The single flight of token requests: this process has one under way at a time. Callers that wait
 * share its result, unless the caller that sent it gave up.
 */
final class SingleFlight {

  /** How long an endpoint that hangs may keep other callers from asking. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /**
   * How long a refresh of tokens that a person agreed to may take, however long its callers wait.
   */
  private static final Duration EXCHANGE = Duration.ofSeconds(30);

  /** Failures of the one call that sent the request, which say nothing to the callers that wait. */
  private static final Set<FailureCode> OF_THE_ASKER =
      EnumSet.of(FailureCode.CANCELLED, FailureCode.TIMEOUT);

  private final BiFunction<TokenGrant, Call, IssuedToken> asks;
  private final Time time;
  private final AtomicReference<@Nullable CompletableFuture<IssuedToken>> flight =
      new AtomicReference<>();

  /**
   * @param asks for a token; fails with {@link CallFailedException}
   */
  SingleFlight(BiFunction<TokenGrant, Call, IssuedToken> asks, Time time) {
    this.asks = asks;
    this.time = time;
  }

  /**
   * Sends a request unless one is under way.
   *
   * @param patience how long it may keep the caller
   * @return empty when one is under way
   */
  Optional<IssuedToken> unlessUnderWay(TokenGrant grant, Call call, Duration patience) {
    CompletableFuture<IssuedToken> mine = new CompletableFuture<>();
    return flight.get() == null && flight.compareAndSet(null, mine)
        ? Optional.of(fly(mine, grant, new TokenCall(call, patience)))
        : Optional.empty();
  }

  /**
   * Sends a request, or waits for the one that is under way.
   *
   * @param there looks whether a token has come meanwhile
   */
  IssuedToken shared(TokenGrant grant, Call call, Supplier<Optional<IssuedToken>> there) {
    while (true) {
      CompletableFuture<IssuedToken> mine = new CompletableFuture<>();
      CompletableFuture<IssuedToken> other = flight.compareAndExchange(null, mine);
      if (other == null) {
        return flyUnlessThere(mine, grant, call, there);
      }
      Optional<IssuedToken> shared =
          joined(other, call).filter(token -> token.grant().equals(grant));
      if (shared.isPresent()) {
        return shared.get();
      }
    }
  }

  // Another flight may have ended since the token was looked for.
  private IssuedToken flyUnlessThere(
      CompletableFuture<IssuedToken> mine,
      TokenGrant grant,
      Call call,
      Supplier<Optional<IssuedToken>> there) {
    Optional<IssuedToken> last = there.get();
    if (last.isPresent()) {
      flight.set(null);
      mine.complete(last.get());
      return last.get();
    }
    return fly(mine, grant, new TokenCall(call, LONGEST));
  }

  // Where the endpoint takes each refresh token once, what it gives must be kept though its asker
  // has gone meanwhile.
  private IssuedToken fly(CompletableFuture<IssuedToken> mine, TokenGrant grant, Call call) {
    if (!grant.needsPeople()) {
      return flown(mine, grant, call);
    }
    Thread.ofVirtual()
        .name("renew-tokens")
        .start(() -> flownAlone(mine, grant, new InternalCall(call.capability(), time, EXCHANGE)));
    return joined(mine, call)
        .orElseThrow(
            () -> new CallFailedException(FailureCode.UNAVAILABLE, "no access token came in time"));
  }

  private void flownAlone(CompletableFuture<IssuedToken> mine, TokenGrant grant, Call call) {
    try {
      var _ = flown(mine, grant, call);
    } catch (CallFailedException e) {
      // The callers that wait for it are told.
    }
  }

  private IssuedToken flown(CompletableFuture<IssuedToken> mine, TokenGrant grant, Call call) {
    try {
      IssuedToken token = asks.apply(grant, call);
      flight.set(null);
      mine.complete(token);
      return token;
    } catch (RuntimeException | Error e) {
      flight.set(null);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** The result of the request that is under way; empty when another is to be sent. */
  private static Optional<IssuedToken> joined(CompletableFuture<IssuedToken> other, Call call) {
    CompletableFuture<IssuedToken> waiting = other.copy();
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
}
