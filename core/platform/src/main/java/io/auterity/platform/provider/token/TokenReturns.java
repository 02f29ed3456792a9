package io.auterity.platform.provider.token;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.provider.life.ProviderEnvironment;
import io.auterity.platform.provider.life.VendorAgreement;
import io.auterity.platform.provider.life.WayBack;
import io.auterity.platform.provider.token.OwedTokens.Owed;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.OwnCall;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TokenEndpoint;
import io.auterity.platform.transport.TokenShelf.Kept;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tokens back to their vendors when a connection ends or its provider goes. They are noted
 * first, in the transaction that takes them away, and forgotten when the vendor has answered: a
 * server that stops in between, or a vendor that is away, only puts that off, for a week at most.
 */
public final class TokenReturns implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TokenReturns.class);

  private static final Duration TICK = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final Duration GIVEN_UP = Duration.ofDays(7);

  /** What was prepared for a removal that did not come about is forgotten. */
  private static final Duration PREPARED_FOR = Duration.ofMinutes(15);

  /** Answers that a repetition would get again: the vendor knows of no such token. */
  private static final Set<Integer> UNKNOWN = Set.of(400, 404, 410, 422);

  private static final String ACTION = "control:provider.connect";

  private final BiFunction<TenantScope, String, VendorAgreement> agreements;
  private final ProviderEnvironment environment;
  private final ProviderTokens tokens;
  private final OwedTokens owed;
  private final ChangeAudit audit;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param agreements by tenant and provider; fails where there is nothing to connect
   */
  public TokenReturns(
      BiFunction<TenantScope, String, VendorAgreement> agreements,
      ProviderEnvironment environment,
      ProviderTokens tokens,
      OwedTokens owed,
      ChangeAudit audit) {
    this.agreements = agreements;
    this.environment = environment;
    this.tokens = tokens;
    this.owed = owed;
    this.audit = audit;
  }

  /** Starts to give back what is owed from before, and what vendors did not take at once. */
  public void start() {
    Thread.ofVirtual().name("token-returns").start(this::run);
  }

  private void run() {
    try {
      do {
        tick();
      } while (!closed.await(TICK.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives back what is due. */
  public void tick() {
    try {
      for (TenantScope scope : owed.tenants()) {
        owed.of(scope).forEach(one -> due(scope, one));
      }
    } catch (CallFailedException e) {
      LOG.warn("What is owed to vendors could not be read: it is tried again.", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void due(TenantScope scope, Owed one) {
    Instant now = environment.time().now();
    try {
      if (one.tokens() == null) {
        prepared(scope, one).ifPresent(taken -> given(scope, taken));
      } else if (!one.next().isAfter(now)) {
        given(scope, one);
      }
    } catch (CallFailedException e) {
      LOG.warn("{} could not be given back: it is tried again.", one, e);
    }
  }

  /** Notes how the tokens of a provider that is about to go get back, as far as it has any. */
  public void ending(TenantScope scope, AuditedAct act, String provider) {
    try {
      VendorAgreement agreement = agreements.apply(scope, provider);
      Kept kept = environment.tokens().of(scope, provider, agreement.life()).read();
      if (kept != null && !kept.lost()) {
        agreement
            .wayBack(kept)
            .ifPresent(way -> owed.prepare(scope, provider, agreement.life(), way));
      }
    } catch (CallFailedException e) {
      LOG.debug("Provider '{}' has no tokens, or no way to give them back.", provider, e);
    }
  }

  /** A provider has gone: gives back what was noted for it, behind whoever removed it. */
  public void gone(TenantScope scope, String provider) {
    for (Owed one : owed.of(scope)) {
      if (one.provider().equals(provider) && one.tokens() == null) {
        prepared(scope, one)
            .ifPresent(
                taken ->
                    Thread.ofVirtual().name("give-tokens-back").start(() -> due(scope, taken)));
      }
    }
  }

  /** Takes the tokens over for which something was prepared, once their provider has gone. */
  private Optional<Owed> prepared(TenantScope scope, Owed one) {
    if (environment.lives().applyAsLong(scope, one.provider()) == one.life()) {
      if (one.born().plus(PREPARED_FOR).isBefore(environment.time().now())) {
        owed.end(scope, one, tx -> {});
      }
      return Optional.empty();
    }
    AtomicReference<@Nullable Owed> taken = new AtomicReference<>();
    boolean some =
        tokens.take(
            scope,
            one.provider(),
            one.life(),
            (tx, kept) -> taken.set(owed.add(tx, scope, one, kept)));
    if (!some) {
      // Another server may have taken them over for this very one.
      owed.of(scope, one)
          .filter(now -> now.tokens() == null)
          .ifPresent(nothing -> owed.end(scope, nothing, tx -> {}));
    }
    return Optional.ofNullable(taken.get());
  }

  /**
   * Ends the connection of a provider: forgets its tokens, and gives them back as far as its vendor
   * takes them.
   *
   * @param agreement null where nobody can tell how they get back
   * @param also done in the transaction that forgets them
   * @return whether the vendor knows that they are good no more; false also where it is to be told
   *     again
   */
  public boolean end(
      TenantScope scope,
      String provider,
      @Nullable VendorAgreement agreement,
      Consumer<Transaction> also) {
    AtomicReference<@Nullable Owed> left = new AtomicReference<>();
    AtomicReference<@Nullable Kept> had = new AtomicReference<>();
    tokens.forget(
        scope,
        provider,
        (tx, kept) -> {
          also.accept(tx);
          had.set(kept.filter(some -> !some.lost()).orElse(null));
          Kept good = had.get();
          WayBack way =
              good == null || agreement == null ? null : agreement.wayBack(good).orElse(null);
          if (good != null && agreement != null && way != null) {
            left.set(owed.add(tx, scope, provider, agreement.life(), way, good));
          }
        });
    Owed one = left.get();
    return one == null ? had.get() == null : given(scope, one);
  }

  /** Gives some back, unless another server does; whether their vendor took them. */
  private boolean given(TenantScope scope, Owed one) {
    return owed.alone(
            scope, one, () -> owed.of(scope, one).map(now -> tried(scope, now)).orElse(true))
        .orElse(false);
  }

  private boolean tried(TenantScope scope, Owed one) {
    Instant now = environment.time().now();
    String trouble = trouble(scope, one);
    if (trouble == null) {
      owed.end(scope, one, told(one, null));
      return true;
    }
    if (one.born().plus(GIVEN_UP).isBefore(now)) {
      LOG.warn("The vendor of provider '{}' did not take its tokens back.", one.provider());
      owed.end(scope, one, told(one, "not given back, withdraw them there: " + trouble));
      return false;
    }
    owed.put(scope, one.again(now.plus(pause(one.tries()))));
    return false;
  }

  private static Duration pause(int tries) {
    Duration pause = TICK.multipliedBy(1L << Math.min(tries, 20));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private Consumer<Transaction> told(Owed one, @Nullable String after) {
    AuditedChange change =
        new AuditedChange(
            "provider/%s/connection".formatted(one.provider()), "tokens at its vendor", after);
    return tx -> audit.write(tx, AuditedAct.ofPlatform(ACTION), change);
  }

  /** Why a vendor did not take tokens; null when it did, or knows of none. */
  private @Nullable String trouble(TenantScope scope, Owed one) {
    WayBack way = one.way();
    Kept kept = one.tokens();
    Destination place = Destination.of(way.place()).orElse(null);
    if (kept == null || place == null) {
      return null;
    }
    try {
      Transport transport =
          environment
              .transport()
              .apply(
                  new TransportBinding(
                      scope,
                      one.provider(),
                      way.connector(),
                      Set.of(place),
                      Set.of(),
                      new Signing.Unsigned(),
                      way.credential(),
                      Pacing.NONE));
      int status =
          new TokenEndpoint(transport, environment.time(), UnaryOperator.identity())
              .revoke(
                  way.client(name -> environment.secrets().read(scope, name, way.reach()))
                      .revocation(way.place(), kept),
                  new OwnCall("provider.disconnect", environment.time(), PATIENCE));
      boolean taken = (status >= 200 && status < 300) || UNKNOWN.contains(status);
      return taken ? null : "it answered %d".formatted(status);
    } catch (CallFailedException e) {
      return e.failure().message();
    }
  }
}
