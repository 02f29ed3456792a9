package io.auterity.server.hooks;

import io.auterity.connector.webhook.KeptDelivery;
import io.auterity.connector.webhook.WebhookDeliveries;
import io.auterity.connector.webhook.store.DeliveryRow;
import io.auterity.connector.webhook.store.DeliveryStore.Wanted;
import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.Action;
import io.auterity.platform.id.WireId;
import io.auterity.platform.time.Time;
import io.auterity.server.web.json.WireTime;
import io.auterity.server.web.request.PageOf;
import io.auterity.server.web.request.Paging;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was sent to webhooks and verified, for seven days. */
@RestController
@RequestMapping("/api/v1/webhooks/deliveries")
public final class DeliveryController {

  private static final String VERIFIED = "verified";
  private static final String UNRECOGNISED = "unrecognised";

  private final WebhookDeliveries deliveries;
  private final AccessAudit audit;
  private final Time time;

  public DeliveryController(WebhookDeliveries deliveries, AccessAudit audit, Time time) {
    this.deliveries = deliveries;
    this.audit = audit;
    this.time = time;
  }

  /**
   * A delivery without headers and body.
   *
   * @param delivery the vendor's id of it, or the digest of its body
   * @param state verified, or unrecognised: it told nothing that is known
   * @param type of the event that it raised; of the first where it raised several
   * @param subject what that is about, as the vendor's id
   * @param reason why it, or a part of it, told nothing
   * @param size of the body in bytes
   * @param repeats how often it came again; nothing was raised then
   * @param replays how often it was replayed here
   * @param events how many it told of
   */
  public record DeliveryView(
      String id,
      String webhook,
      String provider,
      String delivery,
      String state,
      @Nullable String type,
      @Nullable String subject,
      @Nullable String reason,
      int size,
      Instant received,
      int repeats,
      @Nullable Instant repeated,
      int replays,
      int events) {

    static DeliveryView of(DeliveryRow row) {
      return new DeliveryView(
          WireId.DELIVERY.write(row.id()),
          WireId.WEBHOOK.write(row.webhook()),
          row.provider(),
          row.delivery(),
          row.verified() ? VERIFIED : UNRECOGNISED,
          row.type(),
          row.subject(),
          row.reason(),
          row.size(),
          row.received(),
          row.repeats(),
          row.repeated(),
          row.replays(),
          row.events());
    }
  }

  /**
   * A delivery with its headers.
   *
   * @param headers those that could show a secret are redacted
   */
  public record OpenedDelivery(DeliveryView delivery, Map<String, String> headers) {}

  /**
   * The body of a delivery.
   *
   * @param text absent where it is no UTF-8
   * @param base64 absent where it is
   */
  public record DeliveryBody(String id, @Nullable String text, @Nullable String base64) {}

  /** The newest first. */
  @Needs(Action.WEBHOOK_READ)
  @GetMapping
  PageOf<DeliveryView> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String webhook,
      @RequestParam(required = false) @Nullable String provider,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    Wanted wanted =
        new Wanted(
            webhook == null ? null : WireId.WEBHOOK.read(webhook),
            provider,
            verified(state),
            type,
            WireTime.moment(since, time.now()),
            Paging.cursor(WireId.DELIVERY, cursor));
    List<DeliveryView> found =
        deliveries.list(caller.scope(), wanted, size + 1).stream().map(DeliveryView::of).toList();
    return Paging.page(found, size, DeliveryView::id);
  }

  private static @Nullable Boolean verified(@Nullable String state) {
    return switch (state) {
      case null -> null;
      case VERIFIED -> true;
      case UNRECOGNISED -> false;
      default ->
          throw new CallFailedException(
              FailureCode.INVALID, "state is verified or unrecognised, not '%s'".formatted(state));
    };
  }

  @Needs(Action.WEBHOOK_READ)
  @GetMapping("/{id}")
  OpenedDelivery get(Caller caller, @PathVariable String id) {
    UUID delivery = WireId.DELIVERY.read(id);
    DeliveryView view = DeliveryView.of(deliveries.get(caller.scope(), delivery));
    return new OpenedDelivery(view, deliveries.open(caller.scope(), delivery).shownHeaders());
  }

  /** The body as it came; each reading is audited. */
  @Needs(Action.CONTENT_READ)
  @GetMapping("/{id}/body")
  DeliveryBody body(Caller caller, @PathVariable String id) {
    KeptDelivery kept = deliveries.open(caller.scope(), WireId.DELIVERY.read(id));
    audit.first(caller.scope(), caller.act(Action.CONTENT_READ), "done");
    String text = text(kept.sent().body());
    return new DeliveryBody(
        id, text, text == null ? Base64.getEncoder().encodeToString(kept.sent().body()) : null);
  }

  private static @Nullable String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Raises the event again, marked as a replay, by what its connector reads now. */
  @Needs(Action.WEBHOOK_WRITE)
  @PostMapping("/{id}/replay")
  DeliveryView replay(Caller caller, @PathVariable String id) {
    return DeliveryView.of(
        deliveries.replay(
            caller.scope(), caller.act(Action.WEBHOOK_WRITE), WireId.DELIVERY.read(id)));
  }
}
