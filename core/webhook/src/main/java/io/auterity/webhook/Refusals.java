package io.auterity.webhook;

import io.auterity.platform.database.Transaction;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookDelivery.Sent;
import io.auterity.spi.Webhooks;
import io.auterity.webhook.store.RefusalRow;
import io.auterity.webhook.store.RefusalRow.Stopped;
import io.auterity.webhook.store.RefusalRow.Withdrawn;
import io.auterity.webhook.store.RefusalStore;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes what is refused: counted, and by when, from where, how large and why alone. What a sender
 * is refused for one reason within some minutes is one note, of which a webhook keeps the newest,
 * so that a flood costs one row and drives no others out.
 */
final class Refusals {

  static final int MOST = 100;

  private static final Duration SPAN = Duration.ofMinutes(10);
  private static final int LONGEST = 300;

  private final WebhookParts parts;
  private final WebhookSecrets secrets;
  private final WebhookStore webhooks = new WebhookStore();
  private final RefusalStore store = new RefusalStore();

  Refusals(WebhookParts parts, WebhookSecrets secrets) {
    this.parts = parts;
    this.secrets = secrets;
  }

  /**
   * What came.
   *
   * @param address of who sent it
   */
  record Arrival(WebhookRow webhook, Sent sent, String address, Instant now) {}

  /** Notes what a reader refused. */
  void note(Arrival come, Webhooks reader, String reason) {
    Stopped stopped = stopped(come, reader);
    note(come, reason, stopped, stopped == Stopped.TIME ? null : withdrawn(come, reader));
  }

  /** Notes a handshake by whose secret nothing would be verified. */
  void noteSecret(Arrival come, String reason) {
    note(come, reason, Stopped.SECRET, null);
  }

  /** Notes what its vendor is to send again, as it cannot be verified now. */
  void noteUnverified(Arrival come, String reason) {
    note(come, reason, Stopped.SIGNATURE, null);
  }

  private Stopped stopped(Arrival come, Webhooks reader) {
    if (reader.scheme().equals(Webhooks.NOT_SIGNED)) {
      return Stopped.TIME;
    }
    if (reader.token().isPresent()) {
      return Stopped.SIGNATURE;
    }
    List<String> valid =
        secrets.valid(come.webhook(), come.now()).stream()
            .map(WebhookSecrets.Valid::secret)
            .toList();
    if (valid.isEmpty()) {
      return Stopped.SECRET;
    }
    return bears(come, reader, valid) ? Stopped.TIME : Stopped.SIGNATURE;
  }

  private @Nullable Withdrawn withdrawn(Arrival come, Webhooks reader) {
    WebhookSecrets.Over over = secrets.over(come.webhook(), come.now());
    return over != null && bears(come, reader, List.of(over.secret())) ? over.told() : null;
  }

  private static boolean bears(Arrival come, Webhooks reader, List<String> secrets) {
    try {
      return reader.bearsSignature(new WebhookDelivery(come.sent(), secrets, come.now()));
    } catch (CallFailedException e) {
      return false;
    }
  }

  private void note(Arrival come, String reason, Stopped stopped, @Nullable Withdrawn former) {
    WebhookRow webhook = come.webhook();
    String why =
        former == null
            ? reason
            : "the signature is of secret %d, which is good no more".formatted(former.version());
    RefusalRow row =
        new RefusalRow(
            parts.ids().next(),
            webhook.id(),
            webhook.provider(),
            come.address(),
            why.substring(0, Math.min(why.length(), LONGEST)),
            stopped,
            come.sent().body().length,
            1,
            come.now(),
            come.now(),
            former);
    parts.inTenant(webhook.scope(), tx -> noted(tx, row));
  }

  private RefusalRow noted(Transaction tx, RefusalRow row) {
    Instant now = row.refused();
    webhooks.countRefused(
        tx, row.webhook(), WebhookDoor.hour(now), now, row.reason(), row.address());
    Instant span =
        Instant.ofEpochSecond(now.getEpochSecond() / SPAN.toSeconds() * SPAN.toSeconds());
    if (store.note(tx, row, span) == 1) {
      store.trim(tx, row.webhook(), MOST);
    }
    return row;
  }
}
