package io.auterity.webhook;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Webhooks;
import io.auterity.webhook.WebhookAddresses.Issued;
import io.auterity.webhook.WebhookAddresses.Shown;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of webhooks as people change them: each is followed by another, counts again for a
 * while, or is told where its vendor gave it.
 */
public final class SecretChanges {

  private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  private final WebhookParts parts;
  private final WebhookAddresses webhooks;
  private final WebhookSecrets secrets;
  private final WebhookStore store = new WebhookStore();

  public SecretChanges(WebhookParts parts, WebhookAddresses webhooks) {
    this.parts = parts;
    this.webhooks = webhooks;
    this.secrets = new WebhookSecrets(parts.seal(), parts.random());
  }

  /**
   * Gives a webhook another secret, or none, which the vendor's next handshake gives then.
   *
   * @param given the vendor's; null to have one made, where the vendor takes ours, or to wait for
   *     its handshake, where it gives one
   * @param overlap how long the one before stays valid, 30 days at most
   * @throws CallFailedException {@code not_found}, {@code invalid}, {@code unsupported}
   */
  Issued rotate(
      TenantScope scope, AuditedAct act, UUID id, @Nullable String given, Duration overlap) {
    requireOverlap(overlap);
    String provider = webhooks.get(scope, id).webhook().provider();
    Webhooks reader = parts.reader(scope, provider);
    String secret = secrets.chosen(reader, given);
    if (reader.token().isPresent()) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "this vendor signs by keys that it publishes and changes itself: there is no secret");
    }
    if (secret == null && !reader.secretByHandshake()) {
      throw new CallFailedException(
          FailureCode.INVALID, "the vendor makes the secret of this webhook: give what it shows");
    }
    return parts.inTenant(scope, tx -> rotated(tx, act, webhooks.require(tx, id), secret, overlap));
  }

  static void requireOverlap(Duration overlap) {
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw new CallFailedException(
          FailureCode.INVALID, "overlap is 0s to %dd".formatted(LONGEST_OVERLAP.toDays()));
    }
  }

  /** Puts another secret in the place of the one before, or none. */
  Issued rotated(
      Transaction tx,
      AuditedAct act,
      WebhookRow before,
      @Nullable String secret,
      Duration overlap) {
    int version = before.version() + 1;
    Instant now = parts.time().now();
    byte[] sealed =
        secret == null ? null : secrets.sealed(before.scope(), before.id(), version, secret);
    WebhookStore.Former former =
        overlap.isPositive() ? secrets.beside(before, now.plus(overlap), now) : null;
    store.putSecret(tx, before.id(), sealed, secret == null, now, former);
    parts
        .audit()
        .write(
            tx,
            act,
            WebhookAddresses.changed(
                before.id(),
                "secret version " + before.version(),
                secret == null ? "waits for a handshake" : "secret version " + version));
    return new Issued(webhooks.require(tx, before.id()), null, secret);
  }

  /**
   * Lets the secret of before count again, where the vendor still has it somewhere; what it is good
   * for longer stays.
   *
   * @param version of the one that is meant, so that no other counts again
   * @param overlap how long from now, more than nothing and 30 days at most
   * @throws CallFailedException {@code not_found}, {@code invalid}; {@code conflict} when that one
   *     is not kept
   */
  public Shown acceptFormer(
      TenantScope scope, AuditedAct act, UUID id, int version, Duration overlap) {
    requireOverlap(overlap);
    if (overlap.isZero()) {
      throw new CallFailedException(
          FailureCode.INVALID, "overlap: 0s would accept nothing; write e.g. 24h");
    }
    Instant until = parts.time().now().plus(overlap);
    parts.inTenant(
        scope,
        tx -> {
          Instant before = formerUntil(webhooks.require(tx, id), version);
          if (before.isBefore(until)) {
            store.endFormerSecret(tx, id, until);
            String good = "secret version %d good until ".formatted(version);
            parts.audit().write(tx, act, WebhookAddresses.changed(id, good + before, good + until));
          }
          return id;
        });
    return webhooks.get(scope, id);
  }

  private static Instant formerUntil(WebhookRow row, int version) {
    Instant until = row.formerUntil();
    if (row.former() == null || until == null || version != row.version() - 1) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "secret %d of webhook '%s' is not kept as the one of before: it was forgotten, or the secret was rotated since"
              .formatted(version, WebhookRow.ID.write(row.id())));
    }
    return until;
  }

  /**
   * Tells what the vendor gave with its handshake, which some want back from a person.
   *
   * @throws CallFailedException {@code not_found}; {@code conflict} when it may not be told any
   *     more
   */
  public Issued handshaken(TenantScope scope, AuditedAct act, UUID id) {
    return parts.inTenant(
        scope,
        tx -> {
          WebhookRow row = webhooks.require(tx, id);
          String secret = secrets.handshaken(row, parts.time().now());
          String told = "secret version %d told".formatted(row.version());
          parts.audit().write(tx, act, WebhookAddresses.changed(id, null, told));
          return new Issued(row, null, secret);
        });
  }

  /**
   * Requires that the vendor of a provider takes secrets of ours, or signs nothing.
   *
   * @throws CallFailedException {@code unsupported}
   */
  void requireOurs(TenantScope scope, String provider) {
    Webhooks reader = parts.reader(scope, provider);
    if (reader.secretOfVendor() || reader.secretByHandshake() || reader.token().isPresent()) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED,
          "this vendor makes the secret or the keys itself: make the webhook without register, and"
              + " tell the vendor its address");
    }
  }
}
