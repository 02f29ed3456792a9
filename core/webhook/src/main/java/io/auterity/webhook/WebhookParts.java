package io.auterity.webhook;

import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Webhooks;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The shared dependencies of webhooks: database, outbox, content seal, audit, and what reads those
 * of a provider.
 *
 * @param random of tokens and secrets
 * @param readers what reads the webhooks of a provider of a tenant, as long as it is open
 */
public record WebhookParts(
    Database database,
    Outbox outbox,
    ContentSeal seal,
    ChangeAudit audit,
    Ids ids,
    Time time,
    RandomGenerator random,
    BiFunction<TenantScope, String, Optional<Webhooks>> readers) {

  /** Works in a transaction of a tenant. */
  <T extends @Nullable Object> T inTenant(TenantScope scope, Function<Transaction, T> work) {
    return database.inTenant(scope, work);
  }

  /**
   * What reads the webhooks of a provider.
   *
   * @throws CallFailedException {@code unsupported} when its vendor sends none, {@code not_found},
   *     {@code unavailable}
   */
  Webhooks reader(TenantScope scope, String provider) {
    return readers
        .apply(scope, provider)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.UNSUPPORTED,
                    "the connector of provider '%s' reads no webhooks".formatted(provider)));
  }
}
