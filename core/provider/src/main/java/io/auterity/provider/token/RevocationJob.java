package io.auterity.provider.token;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.job.Job;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.job.JobTurn;
import io.auterity.platform.secret.PendingVendorRequests;
import io.auterity.platform.transport.InternalCall;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.provider.life.AuthorizationCodeFlow;
import io.auterity.provider.life.ProviderEnvironment;
import io.auterity.provider.life.TokenRevocationRequest;
import io.auterity.provider.token.PendingRevocation.Owed;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries token revocation at vendors until they have answered, when a connection ends or its
 * provider goes. The tokens are noted first, in the transaction that takes them away, and forgotten
 * when the vendor has answered: a server that stops in between, or a vendor that is away, only puts
 * that off, for a week at most.
 */
public final class RevocationJob implements JobKind {

  private static final Logger LOG = LoggerFactory.getLogger(RevocationJob.class);

  /** Longer than a code is good that a person brings from the vendor. */
  private static final Duration PUT_OFF = Duration.ofMinutes(15);

  private static final Duration LOOK = Duration.ofMillis(250);

  private static final String ENDING = "provider.disconnect";
  private static final String REPLACED = "that could end the ones that replace them";

  private final BiFunction<TenantScope, String, AuthorizationCodeFlow> agreements;
  private final ProviderEnvironment environment;
  private final ProviderTokens tokens;
  private final PendingRevocation owed;
  private final TokenAudit audit;
  private final RemovedTokens removed;
  private final TokenSettlement settlement;

  /**
   * @param agreements by tenant and provider; fails where there is nothing to connect
   */
  public RevocationJob(
      BiFunction<TenantScope, String, AuthorizationCodeFlow> agreements,
      ProviderEnvironment environment,
      ProviderTokens tokens,
      PendingRevocation owed,
      ChangeAudit audit) {
    this.agreements = agreements;
    this.environment = environment;
    this.tokens = tokens;
    this.owed = owed;
    this.audit = new TokenAudit(audit);
    this.removed = new RemovedTokens(agreements, environment, tokens, owed, this.audit);
    this.settlement = new TokenSettlement(environment, owed, this.audit);
  }

  @Override
  public String name() {
    return PendingVendorRequests.Sort.TOKENS.job();
  }

  @Override
  public List<EngineStatement> former() {
    return List.of(PendingVendorRequests.Sort.TOKENS.former());
  }

  @Override
  public JobTurn run(Job job) {
    Optional<Owed> found = owed.read(job.scope(), job.subject());
    if (found.isEmpty()) {
      return new JobTurn.Done();
    }
    Owed one = found.get();
    if (one.tokens() == null) {
      Instant soon = environment.time().now().plus(PendingVendorRequests.SOON);
      return removed
          .takenOver(job.scope(), one)
          .map(taken -> settlement.revoke(job.scope(), taken))
          .orElseGet(() -> new JobTurn.Later(soon));
    }
    // Jobs of the version before this one have no lane.
    return !job.lane().isEmpty() && owed.younger(job) >= TokenSettlement.MOST_OF_ONE
        ? settlement.leave(job.scope(), one)
        : settlement.revoke(job.scope(), one);
  }

  // Each has a connection of the database while its vendor answers.
  @Override
  public int turns() {
    return 4;
  }

  @Override
  public GivenUp giveUp(Transaction tx, Job job, Failure failure) {
    Optional<Owed> left = owed.giveUp(tx, job.subject());
    String named = job.lane().isEmpty() ? "(unreadable)" : job.lane();
    String provider = left.map(Owed::provider).orElse(named);
    return TokenAudit.givenUp(provider, failure.message());
  }

  /** Has revocations wait, for a day at most, while the tokens are needed at their vendor. */
  public void waitWhile(BiPredicate<TenantScope, Owed> useful) {
    settlement.waitWhile(useful);
  }

  /**
   * Notes how to revoke the tokens of a provider that is about to go, as far as it has any.
   *
   * @throws CallFailedException when that cannot be noted
   */
  public void ending(TenantScope scope, AuditedAct act, String provider) {
    removed.prepare(scope, provider);
  }

  /**
   * A provider has gone: revokes the tokens that were noted for it, for which its removal does not
   * wait.
   *
   * @throws CallFailedException when a pending revocation cannot be read, which may be of it
   */
  public void gone(TenantScope scope, String provider) {
    AtomicBoolean all = new AtomicBoolean(true);
    List<Owed> read =
        owed.of(
            scope,
            (id, e) -> {
              all.set(false);
              unreadable(id, e);
            });
    for (Owed one : read) {
      if (one.provider().equals(provider) && one.tokens() == null) {
        var _ = removed.takenOver(scope, one);
      }
    }
    if (!all.get()) {
      throw new CallFailedException(
          FailureCode.INTERNAL, "a pending token revocation cannot be read");
    }
  }

  private static void unreadable(String id, RuntimeException e) {
    LOG.warn("The pending token revocation {} cannot be read.", id, e);
  }

  /**
   * Keeps what a person agreed to. Many vendors end all that a person agreed to with any token of
   * it (RFC 7009, section 2.1), so no pending tokens of the same client are revoked from now on,
   * nor are the tokens that these replace: the audit log tells that they are still there.
   *
   * @param exchange asks the vendor for the tokens
   * @param also done in the transaction that keeps them
   * @throws CallFailedException as the exchange does; {@code unavailable} while tokens of before
   *     are being revoked and their vendor does not answer
   */
  public void replacing(
      TenantScope scope,
      String provider,
      AuthorizationCodeFlow agreement,
      Supplier<Kept> exchange,
      Consumer<Transaction> also) {
    InternalCall patience =
        new InternalCall(
            ENDING, environment.time(), PendingVendorRequests.PATIENCE.multipliedBy(2));
    ofSameClient(scope, agreement).forEach(one -> putOff(scope, one, patience));
    Kept given = exchange.get();
    List<Owed> same = ofSameClient(scope, agreement);
    tokens.keep(
        scope,
        provider,
        agreement.life(),
        given,
        (tx, before) -> {
          also.accept(tx);
          same.stream().filter(one -> owed.end(tx, one)).forEach(one -> leave(tx, one.provider()));
          before.filter(had -> !had.lost()).ifPresent(had -> leave(tx, provider));
        });
  }

  private void leave(Transaction tx, String provider) {
    audit.left(provider, REPLACED).accept(tx);
  }

  private List<Owed> ofSameClient(TenantScope scope, AuthorizationCodeFlow agreement) {
    return owed.of(scope, RevocationJob::unreadable).stream()
        .filter(one -> one.tokens() != null && one.way() != null && agreement.isOf(one.way()))
        .toList();
  }

  private void putOff(TenantScope scope, Owed one, InternalCall patience) {
    Instant later = environment.time().now().plus(PUT_OFF);
    Supplier<Boolean> work =
        () -> {
          owed.change(scope, one, now -> now.notBefore(later));
          return true;
        };
    while (owed.alone(scope, one, work).isEmpty()) {
      if (patience.remaining().compareTo(LOOK) <= 0) {
        throw new CallFailedException(
            FailureCode.UNAVAILABLE,
            "tokens of provider '%s' go back to their vendor just now: connect again in a minute"
                .formatted(one.provider()));
      }
      patience.pause(LOOK);
    }
  }

  /**
   * Ends the connection of a provider: forgets its tokens, and revokes them as far as its vendor
   * takes them.
   *
   * @param agreement null where it is not known how to revoke them
   * @param also done in the transaction that forgets them
   * @return whether the vendor knows that they are good no more; false also where it is to be told
   *     again
   */
  public boolean end(
      TenantScope scope,
      String provider,
      @Nullable AuthorizationCodeFlow agreement,
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
          TokenRevocationRequest way =
              good == null || agreement == null ? null : agreement.wayBack(good).orElse(null);
          if (good != null && agreement != null && way != null) {
            left.set(owed.add(tx, scope, provider, agreement.life(), way, good));
          } else if (good != null) {
            audit.left(provider, TokenAudit.NO_WAY).accept(tx);
          }
        });
    Owed one = left.get();
    return one == null ? had.get() == null : revoked(scope, one);
  }

  private boolean revoked(TenantScope scope, Owed one) {
    try {
      return settlement.revoke(scope, one) instanceof JobTurn.Done;
    } catch (CallFailedException e) {
      LOG.info("The tokens of '{}' are revoked later: {}", one.provider(), e.getMessage());
      return false;
    }
  }

  /**
   * A provider was given tokens in place of others that had gone by then: they are revoked too,
   * unless that could end what a person agreed to meanwhile.
   */
  public void unkept(TenantScope scope, String provider, long life, Kept given) {
    boolean replaced = environment.tokens().of(scope, provider, life).read() != null;
    TokenRevocationRequest way = replaced ? null : wayOf(scope, provider, life, given);
    if (way == null) {
      owed.tell(scope, audit.left(provider, replaced ? REPLACED : TokenAudit.NO_WAY));
    } else {
      owed.add(scope, provider, life, way, given);
    }
  }

  private @Nullable TokenRevocationRequest wayOf(
      TenantScope scope, String provider, long life, Kept given) {
    Optional<TokenRevocationRequest> noted =
        owed.of(scope, RevocationJob::unreadable).stream()
            .filter(one -> one.provider().equals(provider) && one.life() == life)
            .flatMap(one -> Stream.ofNullable(one.way()))
            .findFirst();
    if (noted.isPresent() || environment.lives().applyAsLong(scope, provider) != life) {
      return noted.orElse(null);
    }
    try {
      return agreements.apply(scope, provider).wayBack(given).orElse(null);
    } catch (CallFailedException e) {
      return null;
    }
  }
}
