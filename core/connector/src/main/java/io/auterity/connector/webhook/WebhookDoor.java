package io.auterity.connector.webhook;

import io.auterity.connector.webhook.store.DeliveryRow;
import io.auterity.connector.webhook.store.DeliveryStore;
import io.auterity.connector.webhook.store.WebhookRow;
import io.auterity.connector.webhook.store.WebhookStore;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.digest.Sha256;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookReading.Event;
import io.auterity.spi.WebhookReading.KnownBy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is sent to webhooks: whose it is by the token, then no faster than allowed, then
 * verified, and only then kept, once for each delivery, with the events that it raises.
 */
public final class WebhookDoor {

  /** Most bytes of a body. */
  public static final int MOST_BYTES = 5 << 20;

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Duration KEPT = Duration.ofDays(7);
  private static final int MOST_KEPT = 500_000;
  private static final long MOST_KEPT_BYTES = 2L << 30;

  private final WebhookParts parts;
  private final WebhookSecrets secrets;
  private final WebhookPace pace;
  private final MeterRegistry meters;
  private final WebhookStore webhooks = new WebhookStore();
  private final DeliveryStore deliveries = new DeliveryStore();

  /** What became of a delivery that was not refused. */
  public sealed interface Taken {

    /**
     * It is kept.
     *
     * @param repeated whether it had come before
     */
    record Accepted(UUID delivery, boolean repeated) implements Taken {}

    /** It was a handshake. */
    record Answered(WebhookReading.Handshake handshake) implements Taken {}

    /** It was no handshake, and came by a method that brings nothing else: nothing is kept. */
    record Nothing() implements Taken {}
  }

  public WebhookDoor(WebhookParts parts, MeterRegistry meters) {
    this.parts = parts;
    this.secrets = new WebhookSecrets(parts.seal(), parts.random());
    this.pace = new WebhookPace(parts.time());
    this.meters = meters;
  }

  /**
   * Lets a delivery to a webhook begin.
   *
   * @throws CallFailedException {@code not_found}, {@code rate_limited}
   */
  public WebhookRow enter(String token) {
    WebhookRow found =
        !TOKEN.matcher(token).matches()
            ? null
            : parts
                .database()
                .asEngine(EngineJob.WEBHOOKS, tx -> webhooks.find(tx, Sha256.of(token)))
                .orElse(null);
    if (found == null) {
      count("unknown_address");
      throw new CallFailedException(FailureCode.NOT_FOUND, "there is no such webhook");
    }
    pace.admit(found.id());
    return found;
  }

  /**
   * Takes a delivery.
   *
   * @param webhook as {@link #enter} found it
   * @param caller address of who sent it
   * @throws CallFailedException {@code unauthenticated} when nobody has shown that the vendor sent
   *     it; {@code unavailable} while it cannot be read, {@code rate_limited} when too much is kept
   */
  public Taken take(WebhookRow webhook, WebhookDelivery.Sent sent, String caller) {
    Instant now = parts.time().now();
    WebhookReading reading =
        parts
            .reader(webhook.scope(), webhook.provider())
            .read(new WebhookDelivery(sent, secrets.valid(webhook, now), now));
    if (reading instanceof WebhookReading.Handshake handshake) {
      return answered(webhook, handshake, now);
    }
    if (!sent.method().equals("POST")) {
      count("refused");
      return new Taken.Nothing();
    }
    return switch (reading) {
      case WebhookReading.Unknown(KnownBy by, String reason) ->
          keep(webhook, new Come(sent, by, List.of(), reason, now));
      case WebhookReading.Events(KnownBy by, List<Event> events, String reason) ->
          keep(webhook, new Come(sent, by, events, reason, now));
      case WebhookReading.Refused(String reason) -> throw refused(webhook, reason, caller, now);
      default -> throw refused(webhook, "it was read as nothing that is known", caller, now);
    };
  }

  /** What has been verified. */
  private record Come(
      WebhookDelivery.Sent sent,
      KnownBy by,
      List<Event> events,
      @Nullable String reason,
      Instant now) {

    byte @Nullable [] signed() {
      return by.signed() == null ? null : Sha256.of(by.signed());
    }

    String id() {
      byte[] whole = by.signed() == null ? sent.body() : by.signed();
      String id = by.id();
      return id == null ? "sha256:" + HexFormat.of().formatHex(Sha256.of(whole)) : id;
    }
  }

  private CallFailedException refused(
      WebhookRow webhook, String reason, String address, Instant now) {
    count("refused");
    parts
        .database()
        .inTenant(
            webhook.scope(),
            tx -> {
              webhooks.countRefused(tx, webhook.id(), hour(now), now, reason, address);
              return webhook;
            });
    return new CallFailedException(
        FailureCode.UNAUTHENTICATED, "nothing shows that the vendor of this webhook sent it");
  }

  /** Only an address that has no secret yet takes the one that a handshake gives. */
  private Taken answered(WebhookRow webhook, WebhookReading.Handshake handshake, Instant now) {
    count("handshake");
    String secret = handshake.secret();
    if (secret != null) {
      parts.database().inTenant(webhook.scope(), tx -> given(tx, webhook, secret, now));
    }
    return new Taken.Answered(handshake);
  }

  private WebhookRow given(Transaction tx, WebhookRow webhook, String secret, Instant now) {
    WebhookRow current = webhooks.locked(tx, webhook.id()).orElse(webhook);
    if (current.version() > 0) {
      throw new CallFailedException(
          FailureCode.UNAUTHENTICATED, "this webhook has its secret already");
    }
    webhooks.putSecret(
        tx, webhook.id(), secrets.sealed(webhook.scope(), webhook.id(), 1, secret), now, null);
    return current;
  }

  private DeliveryRow row(WebhookRow webhook, Come come) {
    Event first = come.events().isEmpty() ? null : come.events().getFirst();
    return new DeliveryRow(
        parts.ids().next(),
        webhook.id(),
        webhook.provider(),
        come.id(),
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

  private Taken keep(WebhookRow webhook, Come come) {
    DeliveryRow row = row(webhook, come);
    DeliveryRow.Sealed content =
        new KeptDelivery(come.sent()).sealed(parts.seal(), webhook.scope(), row.id());
    Taken.Accepted taken =
        parts.database().inTenant(webhook.scope(), tx -> kept(tx, webhook, row, content, come));
    count(taken.repeated() ? "repeated" : row.verified() ? "verified" : "unrecognised");
    return taken;
  }

  private Taken.Accepted kept(
      Transaction tx, WebhookRow webhook, DeliveryRow row, DeliveryRow.Sealed content, Come come) {
    byte[] signed = come.signed();
    if (!deliveries.add(tx, row, signed, RaisedEvent.types(come.events()), content)) {
      return new Taken.Accepted(
          deliveries.repeat(tx, webhook.id(), row.delivery(), signed, row.received()), true);
    }
    webhooks.count(tx, webhook.id(), hour(row.received()), 1, row.size());
    requireRoom(webhooks.figures(tx, webhook.scope(), webhook.id(), row.received().minus(KEPT)));
    UUID id = row.id();
    for (Event event : come.events()) {
      parts.outbox().append(tx, RaisedEvent.of(event, webhook, id, row.id(), 0, row.received()));
      id = parts.ids().next();
    }
    return new Taken.Accepted(row.id(), false);
  }

  private static void requireRoom(WebhookStore.Figures kept) {
    if (kept.taken() > MOST_KEPT || kept.bytes() > MOST_KEPT_BYTES) {
      throw new CallFailedException(
          FailureCode.RATE_LIMITED,
          "more than %d deliveries or %d bytes in 7 days to one webhook"
              .formatted(MOST_KEPT, MOST_KEPT_BYTES));
    }
  }

  static Instant hour(Instant now) {
    return now.truncatedTo(ChronoUnit.HOURS);
  }

  /** Results are few, so each is a series. */
  private void count(String result) {
    Counter.builder("auterity.webhook.deliveries")
        .description("What was sent to webhooks, by what became of it")
        .tags(List.of(io.micrometer.core.instrument.Tag.of("result", result)))
        .register(meters)
        .increment();
  }
}
