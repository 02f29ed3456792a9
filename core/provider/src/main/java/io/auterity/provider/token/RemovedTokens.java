package io.auterity.provider.token;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.SecretsRefusedException;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.provider.life.AuthorizationCodeFlow;
import io.auterity.provider.life.ProviderEnvironment;
import io.auterity.provider.life.TokenRevocationRequest;
import io.auterity.provider.token.PendingRevocation.Owed;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tokens over from providers that are removed: notes how to revoke them while their provider
 * is there, as that is not known afterwards, and takes them once it has gone.
 */
final class RemovedTokens {

  private static final Logger LOG = LoggerFactory.getLogger(RemovedTokens.class);

  /** What was prepared for a removal that did not come about is forgotten. */
  private static final Duration PREPARED_FOR = Duration.ofMinutes(15);

  private static final String SEALED = "nothing that they are sealed with opens them";

  private final BiFunction<TenantScope, String, AuthorizationCodeFlow> agreements;
  private final ProviderEnvironment environment;
  private final ProviderTokens tokens;
  private final PendingRevocation owed;
  private final TokenAudit audit;

  RemovedTokens(
      BiFunction<TenantScope, String, AuthorizationCodeFlow> agreements,
      ProviderEnvironment environment,
      ProviderTokens tokens,
      PendingRevocation owed,
      TokenAudit audit) {
    this.agreements = agreements;
    this.environment = environment;
    this.tokens = tokens;
    this.owed = owed;
    this.audit = audit;
  }

  /**
   * Notes how to revoke the tokens of a provider that is about to go, as far as it has any.
   *
   * @throws CallFailedException when that cannot be noted
   */
  void prepare(TenantScope scope, String provider) {
    long life = environment.lives().applyAsLong(scope, provider);
    try {
      Kept kept = environment.tokens().of(scope, provider, life).read();
      if (kept != null && !kept.lost()) {
        prepare(scope, provider, life, kept);
      }
    } catch (SecretsRefusedException e) {
      e.requireLost();
      LOG.warn("The tokens of provider '{}' cannot be read, nor given back.", provider, e);
      owed.prepare(scope, provider, life, null);
    }
  }

  private void prepare(TenantScope scope, String provider, long life, Kept kept) {
    TokenRevocationRequest way = null;
    try {
      way = agreements.apply(scope, provider).wayBack(kept).orElse(null);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.UNSUPPORTED && kept.refresh() == null) {
        // No person agreed to these, and they end by themselves.
        return;
      }
      LOG.warn("It is not known how to revoke the tokens of provider '{}'.", provider, e);
    } catch (SecretsRefusedException e) {
      e.requireLost();
      LOG.warn(
          "The client of provider '{}' cannot be read, by which its tokens get back.", provider, e);
    }
    owed.prepare(scope, provider, life, way);
  }

  /**
   * Takes the tokens over for which something was prepared, once their provider has gone.
   *
   * @return them; empty while it is there, and where it had none any more
   */
  Optional<Owed> takenOver(TenantScope scope, Owed prepared) {
    if (environment.lives().applyAsLong(scope, prepared.provider()) == prepared.life()) {
      if (prepared.born().plus(PREPARED_FOR).isBefore(environment.time().now())) {
        var _ = owed.end(scope, prepared, tx -> {});
      }
      return Optional.empty();
    }
    Optional<Owed> taken = taken(scope, prepared);
    if (taken.isEmpty()) {
      // Unless another server has taken them over for this very one.
      var _ = owed.end(scope, prepared, tx -> {});
    }
    return taken;
  }

  private Optional<Owed> taken(TenantScope scope, Owed prepared) {
    AtomicReference<@Nullable Owed> taken = new AtomicReference<>();
    String provider = prepared.provider();
    try {
      var _ =
          tokens.take(
              scope,
              provider,
              prepared.life(),
              (tx, kept) -> taken.set(owed.add(tx, scope, prepared, kept)));
    } catch (SecretsRefusedException e) {
      tokens.dropUnreadable(scope, provider, audit.left(provider, SEALED));
    }
    return Optional.ofNullable(taken.get());
  }
}
