package io.auterity.webhook;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.secret.MarkedToken;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores the registrations of webhooks at their vendors, sealed beside the webhook. Locking is
 * optimistic: a write replaces what was read alone, so that of two who change it one is told.
 */
public final class HookRecords {

  /** Of what is sealed of a webhook; the others are versions of its secret. */
  private static final int REGISTRATION = -1;

  /** What a vendor signs with stays good until it has taken another, which ends this. */
  private static final Duration UNTIL_TOLD = Duration.ofDays(3_650);

  private final WebhookParts parts;
  private final WebhookAddresses addresses;
  private final SecretChanges changes;
  private final WebhookSecrets secrets;
  private final WebhookStore store = new WebhookStore();

  public HookRecords(WebhookParts parts, WebhookAddresses addresses, SecretChanges changes) {
    this.parts = parts;
    this.addresses = addresses;
    this.changes = changes;
    this.secrets = new WebhookSecrets(parts.seal(), parts.random());
  }

  /**
   * Makes another secret; the one before is good until {@link #registerSecret}.
   *
   * @param read as {@link #register}
   */
  WebhookRow addSecret(TenantScope scope, AuditedAct act, WebhookRow read) {
    return parts.inTenant(
        scope,
        tx -> {
          WebhookRow before = addresses.require(tx, read.id());
          requireSame(before, read);
          return changes.rotated(tx, act, before, secrets.fresh(), UNTIL_TOLD).webhook();
        });
  }

  /** The registration of a webhook at its vendor; null where it was not registered there. */
  public @Nullable HookRegistration registration(WebhookRow webhook) {
    byte[] sealed = webhook.registration();
    return sealed == null
        ? null
        : HookRegistration.read(
            parts.seal().openPart(webhook.scope(), webhook.id(), REGISTRATION, sealed));
  }

  /**
   * Keeps what a webhook is at its vendor now.
   *
   * @param read the webhook, of which no request may have stored anything else meanwhile
   * @param told null where it is nothing there
   * @return the webhook as it is then
   * @throws CallFailedException {@code conflict}, {@code not_found}
   */
  WebhookRow register(
      TenantScope scope, AuditedAct act, WebhookRow read, @Nullable HookRegistration told) {
    return register(scope, act, read, told, tx -> {});
  }

  /** As {@link #register}; the vendor has taken the token, so the one before is good no more. */
  WebhookRow registerToken(
      TenantScope scope, AuditedAct act, WebhookRow read, HookRegistration told) {
    return register(scope, act, read, told, tx -> store.endFormerToken(tx, read.id()));
  }

  /**
   * As {@link #register}; the vendor has taken the secret.
   *
   * @param overlap how long the one before stays good
   */
  WebhookRow registerSecret(
      TenantScope scope, AuditedAct act, WebhookRow read, HookRegistration told, Duration overlap) {
    Instant until = parts.time().now().plus(overlap);
    return register(scope, act, read, told, tx -> store.endFormerSecret(tx, read.id(), until));
  }

  private WebhookRow register(
      TenantScope scope,
      AuditedAct act,
      WebhookRow read,
      @Nullable HookRegistration told,
      Consumer<Transaction> also) {
    UUID id = read.id();
    byte[] sealed =
        told == null ? null : parts.seal().sealPart(scope, id, REGISTRATION, told.bytes());
    return parts.inTenant(
        scope,
        tx -> {
          WebhookRow before = addresses.require(tx, id);
          requireSame(before, read);
          store.putRegistration(tx, id, sealed);
          also.accept(tx);
          parts
              .audit()
              .write(
                  tx, act, WebhookAddresses.changed(id, words(registration(before)), words(told)));
          return addresses.require(tx, id);
        });
  }

  private static @Nullable String words(@Nullable HookRegistration told) {
    return told == null ? null : told.toString();
  }

  // Each is sealed with bits of its own: the same bytes are the same writing.
  private static void requireSame(WebhookRow now, WebhookRow read) {
    if (!Arrays.equals(now.registration(), read.registration())) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "another request changes webhook '%s' at its vendor: look at it, and try again"
              .formatted(WebhookRow.ID.write(now.id())));
    }
  }

  /** A new random token. */
  String freshToken() {
    return MarkedToken.fresh(parts.seal(), parts.random());
  }

  /**
   * Lets a webhook answer to a token, and to the one before until {@link #registerToken}.
   *
   * @param read as {@link #register}
   */
  void addToken(TenantScope scope, AuditedAct act, WebhookRow read, String token) {
    UUID id = read.id();
    String prefix = token.substring(0, WebhookAddresses.SHOWN);
    parts.inTenant(
        scope,
        tx -> {
          WebhookRow before = addresses.require(tx, id);
          requireSame(before, read);
          store.addToken(tx, id, Sha256.of(token), prefix);
          parts
              .audit()
              .write(
                  tx,
                  act,
                  WebhookAddresses.changed(id, "token " + before.prefix(), "also token " + prefix));
          return before;
        });
  }

  /** The secret that was given last; null where there is none. */
  @Nullable String presentSecret(WebhookRow webhook) {
    return secrets.valid(webhook, parts.time().now()).stream()
        .filter(WebhookSecrets.Valid::present)
        .map(WebhookSecrets.Valid::secret)
        .findFirst()
        .orElse(null);
  }
}
