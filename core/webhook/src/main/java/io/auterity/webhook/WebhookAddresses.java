package io.auterity.webhook;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.secret.MarkedToken;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Webhooks;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The webhooks of tenants: made, listed, given another address, and deleted. */
public final class WebhookAddresses {

  private static final int MOST = 500;

  /** So much of a token is told. */
  static final int SHOWN = 6;

  private static final Duration DAY = Duration.ofDays(1);

  private final WebhookParts parts;
  private final WebhookSecrets secrets;
  private final WebhookStore store = new WebhookStore();

  public WebhookAddresses(WebhookParts parts) {
    this.parts = parts;
    this.secrets = new WebhookSecrets(parts.seal(), parts.random());
  }

  /**
   * A webhook with what must be told to the vendor, which is shown this once.
   *
   * @param token of its address; null where it did not change
   * @param secret that was made or given; null where there is none, or it did not change
   */
  public record Issued(WebhookRow webhook, @Nullable String token, @Nullable String secret) {

    /** Without token and secret, as it may be told. */
    @Override
    public String toString() {
      return "webhook " + webhook.id();
    }
  }

  /**
   * A webhook as its list shows it.
   *
   * @param scheme how its vendor signs; null while nothing is open for its provider
   */
  public record Shown(WebhookRow webhook, @Nullable String scheme, WebhookStore.Figures lastDay) {}

  /**
   * Makes a webhook for a provider.
   *
   * @param given the vendor's secret; null to have one made, where the vendor takes ours
   * @throws CallFailedException {@code not_found}, {@code unsupported}, {@code invalid}
   */
  public Issued create(TenantScope scope, AuditedAct act, String provider, @Nullable String given) {
    Webhooks reader = parts.reader(scope, provider);
    String token = MarkedToken.fresh(parts.seal(), parts.random());
    String secret = secrets.chosen(reader, given);
    UUID id = parts.ids().next();
    Instant now = parts.time().now();
    WebhookRow row =
        new WebhookRow(
            scope,
            id,
            provider,
            token.substring(0, SHOWN),
            secret == null ? 0 : 1,
            secret == null ? null : secrets.sealed(scope, id, 1, secret),
            secret == null ? null : now,
            null,
            null,
            now,
            secret == null && reader.secretByHandshake(),
            null,
            null);
    parts.inTenant(
        scope,
        tx -> {
          add(tx, act, row, token);
          return row;
        });
    return new Issued(row, token, secret);
  }

  private void add(Transaction tx, AuditedAct act, WebhookRow row, String token) {
    if (store.count(tx) >= MOST) {
      throw new CallFailedException(
          FailureCode.INVALID, "a tenant has at most %d webhooks; delete one".formatted(MOST));
    }
    if (!store.add(tx, row, Sha256.of(token))) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "there is no provider '%s'".formatted(row.provider()));
    }
    parts.audit().write(tx, act, changed(row.id(), null, "secret version " + row.version()));
  }

  /** All of a tenant, or those of one provider, with what came in the last day. */
  public List<Shown> list(TenantScope scope, @Nullable String provider) {
    return parts
        .inTenant(
            scope,
            tx -> store.list(tx, provider).stream().map(each -> shown(tx, scope, each)).toList())
        .stream()
        .map(this::withScheme)
        .toList();
  }

  /** Whether a provider has one. */
  public boolean has(TenantScope scope, String provider) {
    return parts.inTenant(scope, tx -> !store.list(tx, provider).isEmpty());
  }

  /**
   * One of a tenant.
   *
   * @throws CallFailedException {@code not_found}
   */
  public Shown get(TenantScope scope, UUID id) {
    return withScheme(parts.inTenant(scope, tx -> shown(tx, scope, require(tx, id))));
  }

  private Shown shown(Transaction tx, TenantScope scope, WebhookRow row) {
    Instant since = WebhookDoor.hour(parts.time().now()).minus(DAY);
    return new Shown(row, null, store.figures(tx, scope, row.id(), since));
  }

  private Shown withScheme(Shown shown) {
    WebhookRow row = shown.webhook();
    try {
      Webhooks reader = parts.reader(row.scope(), row.provider());
      return new Shown(row, reader.scheme(), shown.lastDay());
    } catch (CallFailedException e) {
      return shown;
    }
  }

  /**
   * Replaces the token of a webhook at once: the former address reaches nothing.
   *
   * @throws CallFailedException {@code not_found}
   */
  public Issued rotateToken(TenantScope scope, AuditedAct act, UUID id) {
    String token = MarkedToken.fresh(parts.seal(), parts.random());
    return parts.inTenant(
        scope,
        tx -> {
          WebhookRow before = require(tx, id);
          store.putToken(tx, id, Sha256.of(token), token.substring(0, SHOWN));
          parts
              .audit()
              .write(tx, act, changed(id, "token of before", "token " + token.substring(0, SHOWN)));
          return new Issued(require(tx, before.id()), token, null);
        });
  }

  /**
   * Deletes a webhook; its deliveries are no longer visible, and deleted soon.
   *
   * @throws CallFailedException {@code not_found}
   */
  public void delete(TenantScope scope, AuditedAct act, UUID id) {
    parts.inTenant(
        scope,
        tx -> {
          WebhookRow row = require(tx, id);
          store.delete(tx, id);
          parts.audit().write(tx, act, changed(id, "secret version " + row.version(), null));
          return row;
        });
  }

  /** A webhook of the tenant, its row locked until the transaction ends. */
  WebhookRow require(Transaction tx, UUID id) {
    return store
        .locked(tx, id)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "there is no webhook '%s'".formatted(WebhookRow.ID.write(id))));
  }

  static AuditedChange changed(UUID id, @Nullable String before, @Nullable String after) {
    return new AuditedChange(
        "webhook/" + WebhookRow.ID.write(Objects.requireNonNull(id)), before, after);
  }
}
