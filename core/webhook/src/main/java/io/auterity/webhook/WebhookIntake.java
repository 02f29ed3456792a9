package io.auterity.webhook;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading.Event;
import io.auterity.spi.WebhookReading.KnownBy;
import io.auterity.spi.WebhookToken;
import io.auterity.spi.Webhooks;
import io.auterity.webhook.WebhookDoor.Taken;
import io.auterity.webhook.store.DeliveryRow;
import io.auterity.webhook.store.DeliveryStore;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what was verified, once for each delivery, and raises its events with it. */
final class WebhookIntake {

  static final Duration KEPT = Duration.ofDays(7);
  private static final int MOST_KEPT = 500_000;
  private static final long MOST_KEPT_BYTES = 2L << 30;

  private final WebhookParts parts;
  private final WebhookStore webhooks = new WebhookStore();
  private final DeliveryStore deliveries = new DeliveryStore();

  WebhookIntake(WebhookParts parts) {
    this.parts = parts;
  }

  /** What has been verified. */
  record Come(
      WebhookDelivery.Sent sent,
      KnownBy by,
      WebhookDoor.VerifiedBy secret,
      List<Event> events,
      @Nullable String reason,
      @Nullable Json reply,
      Instant now) {

    byte @Nullable [] signed() {
      return by.signed() == null ? null : Sha256.of(by.signed());
    }

    /** The vendor's, or the digest of what it signed; of the body where only that is there. */
    String id() {
      byte[] whole = by.signed() == null ? sent.body() : by.signed();
      String id = by.id();
      return id == null ? "sha256:" + HexFormat.of().formatHex(Sha256.of(whole)) : id;
    }

    /**
     * Whether nothing tells it from another that says the same. Each of these is kept: vendors that
     * have no ids say the same with each change, as Dropbox, whose body names the account alone.
     */
    boolean mayRepeat() {
      return by.id() == null && by.signed() == null;
    }

    // While its secret changes it is twice at its vendor, which tells both, each under an id of its
    // own. What git hosts tell of two happenings differs.
    Come known(WebhookRow webhook) {
      return webhook.registration() == null || by.signed() != null
          ? this
          : new Come(sent, new KnownBy(by.id(), sent.body()), secret, events, reason, reply, now);
    }
  }

  private DeliveryRow row(WebhookRow webhook, Come come) {
    Event first = come.events().isEmpty() ? null : come.events().getFirst();
    UUID id = parts.ids().next();
    return new DeliveryRow(
        id,
        webhook.id(),
        webhook.provider(),
        come.mayRepeat() ? come.id() + "@" + id : come.id(),
        first != null,
        first == null ? null : RaisedEvent.type(first.type()),
        first == null ? null : first.subject(),
        come.reason(),
        come.sent().body().length,
        come.now(),
        0,
        null,
        0,
        come.events().size());
  }

  /**
   * Keeps a delivery, unless it came before, and raises its events.
   *
   * @param token that verified it, of which nothing is kept; null where the vendor gives none
   * @throws CallFailedException {@code rate_limited} when too much is kept; {@code not_found} when
   *     the webhook has just gone
   */
  Taken.Accepted keep(
      WebhookRow webhook, Webhooks reader, @Nullable WebhookToken token, Come verified) {
    Come come = verified.known(webhook);
    DeliveryRow row = row(webhook, come);
    DeliveryRow.Sealed content =
        DeliveryRecord.of(come.sent(), reader.headers(), token)
            .sealed(parts.seal(), webhook.scope(), row.id());
    return parts.inTenant(webhook.scope(), tx -> kept(tx, webhook, row, content, come));
  }

  private Taken.Accepted kept(
      Transaction tx, WebhookRow webhook, DeliveryRow row, DeliveryRow.Sealed content, Come come) {
    if (!webhooks.hold(tx, webhook.id())) {
      throw WebhookDoor.gone();
    }
    byte[] signed = come.signed();
    if (come.secret() == WebhookDoor.VerifiedBy.PRESENT && webhook.secretUsed() == null) {
      webhooks.used(tx, webhook.id(), webhook.version(), row.received());
    }
    if (!deliveries.add(tx, row, signed, RaisedEvent.types(come.events()), content)) {
      return new Taken.Accepted(
          deliveries.repeat(tx, webhook.id(), row.delivery(), signed, row.received()),
          true,
          come.reply());
    }
    webhooks.count(tx, webhook.id(), WebhookDoor.hour(row.received()), 1, row.size());
    requireRoom(webhooks.figures(tx, webhook.scope(), webhook.id(), row.received().minus(KEPT)));
    UUID id = row.id();
    for (Event event : come.events()) {
      CloudEvent raised = RaisedEvent.of(event, webhook, id, row.id(), 0, row.received());
      parts.outbox().append(tx, come.mayRepeat() ? RaisedEvent.mayRepeat(raised) : raised);
      id = parts.ids().next();
    }
    return new Taken.Accepted(row.id(), false, come.reply());
  }

  private static void requireRoom(WebhookStore.Figures kept) {
    if (kept.taken() > MOST_KEPT || kept.bytes() > MOST_KEPT_BYTES) {
      throw new CallFailedException(
          FailureCode.RATE_LIMITED,
          "more than %d deliveries or %d bytes in 7 days to one webhook"
              .formatted(MOST_KEPT, MOST_KEPT_BYTES));
    }
  }
}
