package io.auterity.webhook;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.webhook.store.ArrivedRow;
import io.auterity.webhook.store.DeliveryCounts;
import io.auterity.webhook.store.DeliveryRow;
import io.auterity.webhook.store.DeliveryStore;
import io.auterity.webhook.store.DeliveryStore.Told;
import io.auterity.webhook.store.DeliveryStore.Wanted;
import io.auterity.webhook.store.RefusalRow;
import io.auterity.webhook.store.RefusalStore;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The webhook deliveries of tenants: lists, opens and replays them. */
public final class WebhookDeliveries {

  private static final Comparator<ArrivedRow> NEWEST =
      Comparator.comparing(ArrivedRow::id, Comparator.comparing(UUID::toString)).reversed();

  private final WebhookParts parts;
  private final WebhookStore webhooks = new WebhookStore();
  private final DeliveryStore store = new DeliveryStore();
  private final RefusalStore refusals = new RefusalStore();

  public WebhookDeliveries(WebhookParts parts) {
    this.parts = parts;
  }

  /** Those that are wanted, refused ones included, the newest first. */
  public List<ArrivedRow> list(TenantScope scope, Wanted wanted, int limit) {
    return parts.inTenant(
        scope,
        tx -> {
          List<? extends ArrivedRow> kept =
              wanted.kept() ? store.list(tx, wanted, limit) : List.of();
          List<? extends ArrivedRow> refused =
              wanted.refused() ? refusals.list(tx, wanted, limit) : List.of();
          return Stream.<ArrivedRow>concat(kept.stream(), refused.stream())
              .sorted(NEWEST)
              .limit(limit)
              .toList();
        });
  }

  /**
   * How many of those there are that are wanted, of any state.
   *
   * @param now up to when, where the wanted ones have no end
   * @param bins into how many spans of time they are told apart
   */
  public DeliveryCounts counts(TenantScope scope, Wanted wanted, Instant now, int bins) {
    Instant until = Objects.requireNonNullElse(wanted.until(), now);
    Instant since = Objects.requireNonNullElse(wanted.since(), until.minus(WebhookIntake.KEPT));
    return parts.inTenant(scope, tx -> DeliveryCounts.of(tx, wanted, since, until, bins));
  }

  /**
   * One of them, perhaps a refused one.
   *
   * @throws CallFailedException {@code not_found}
   */
  public ArrivedRow find(TenantScope scope, UUID id) {
    return parts.inTenant(
        scope,
        tx -> {
          Optional<RefusalRow> refused = refusals.get(tx, id);
          return refused.isPresent() ? refused.get() : require(tx, id);
        });
  }

  private DeliveryRow get(TenantScope scope, UUID id) {
    return parts.inTenant(scope, tx -> require(tx, id));
  }

  /**
   * Headers and body of one of them.
   *
   * @throws CallFailedException {@code not_found}; {@code conflict} of one that was refused
   */
  public DeliveryRecord open(TenantScope scope, UUID id) {
    DeliveryRow.Sealed sealed =
        parts.inTenant(
            scope,
            tx -> {
              require(tx, id);
              return store.content(tx, id);
            });
    return DeliveryRecord.open(parts.seal(), scope, id, sealed);
  }

  /**
   * The events that a delivery would raise as its connector reads now; none is raised.
   *
   * @throws CallFailedException as {@link #replay}
   */
  public List<CloudEvent> told(TenantScope scope, UUID id) {
    DeliveryRow row = get(scope, id);
    WebhookReading.Events told = told(scope, row);
    WebhookRow webhook =
        parts.inTenant(scope, tx -> webhooks.get(tx, row.webhook()).orElseThrow(() -> missing(id)));
    return told.events().stream()
        .map(event -> RaisedEvent.of(event, webhook, id, id, 0, row.received()))
        .toList();
  }

  /**
   * Reads a delivery again as its connector reads now, and raises its events another time, marked
   * as a replay.
   *
   * @throws CallFailedException {@code not_found}, {@code unavailable}; {@code conflict} when it
   *     tells nothing now either, or was refused
   */
  public DeliveryRow replay(TenantScope scope, AuditedAct act, UUID id) {
    DeliveryRow row = get(scope, id);
    WebhookReading.Events told = told(scope, row);
    return parts.inTenant(scope, tx -> raised(tx, act, row, told));
  }

  private WebhookReading.Events told(TenantScope scope, DeliveryRow row) {
    DeliveryRecord kept = open(scope, row.id());
    WebhookReading reading =
        parts
            .reader(scope, row.provider())
            .read(new WebhookDelivery(kept.sent(), List.of(), row.received(), true));
    if (!(reading instanceof WebhookReading.Events told)) {
      String reason = reading instanceof WebhookReading.Unknown unknown ? unknown.reason() : "";
      throw new CallFailedException(
          FailureCode.CONFLICT, "it tells nothing that is known: " + reason);
    }
    return told;
  }

  private DeliveryRow raised(
      Transaction tx, AuditedAct act, DeliveryRow row, WebhookReading.Events told) {
    WebhookRow webhook = webhooks.locked(tx, row.webhook()).orElseThrow(() -> missing(row.id()));
    WebhookReading.Event first = told.events().getFirst();
    int replay =
        store.replay(
            tx,
            row.id(),
            new Told(RaisedEvent.types(told.events()), told.events().size(), told.reason()),
            first.subject());
    for (WebhookReading.Event event : told.events()) {
      parts
          .outbox()
          .append(
              tx,
              RaisedEvent.of(
                  event, webhook, parts.ids().next(), row.id(), replay, parts.time().now()));
    }
    parts
        .audit()
        .write(
            tx,
            act,
            new AuditedChange(
                "delivery/" + CloudEvent.DELIVERY_ID.write(row.id()),
                "replays " + (replay - 1),
                "replays " + replay));
    return require(tx, row.id());
  }

  private DeliveryRow require(Transaction tx, UUID id) {
    return store
        .get(tx, id)
        .orElseThrow(() -> refusals.get(tx, id).isPresent() ? unkept(id) : missing(id));
  }

  private static CallFailedException unkept(UUID id) {
    return new CallFailedException(
        FailureCode.CONFLICT,
        "delivery '%s' was refused: nothing of what was sent is kept"
            .formatted(CloudEvent.DELIVERY_ID.write(id)));
  }

  private static CallFailedException missing(UUID id) {
    return new CallFailedException(
        FailureCode.NOT_FOUND,
        "there is no delivery '%s'".formatted(CloudEvent.DELIVERY_ID.write(id)));
  }
}
