package io.auterity.server.hooks;

import io.auterity.control.access.AccessAudit;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.time.Time;
import io.auterity.server.decisions.DecisionController;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.webhook.DeliveryRecord;
import io.auterity.webhook.WebhookDeliveries;
import io.auterity.webhook.store.ArrivedRow;
import io.auterity.webhook.store.DeliveryCounts;
import io.auterity.webhook.store.DeliveryRow;
import io.auterity.webhook.store.DeliveryStore.State;
import io.auterity.webhook.store.DeliveryStore.Wanted;
import io.auterity.webhook.store.RefusalRow;
import io.auterity.webhook.store.WebhookRow;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
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

/**
 * Webhook deliveries of the last seven days: lists, opens and replays them; of a refused one only
 * the refusal is kept.
 */
@RestController
@RequestMapping("/api/v1/webhooks/deliveries")
public record DeliveryController(WebhookDeliveries deliveries, AccessAudit audit, Time time) {

  /** So many spans of time are told: a day is told by quarters of an hour. */
  private static final int BINS = 96;

  /**
   * A delivery without headers and body.
   *
   * @param delivery the vendor's id of it, or the digest of its body; absent where it was refused
   * @param state verified; unrecognised: it told nothing that is known; refused: it was not shown
   *     that the vendor sent it, and nothing of it is kept
   * @param type of the event that it raised; of the first where it raised several
   * @param subject what that is about, as the vendor's id
   * @param reason why it, or a part of it, told nothing, or was refused
   * @param size of the body in bytes; of the last where several were refused
   * @param repeats how often it came again; nothing was raised then. Of a refused one: how many
   *     more its sender was refused for the same reason within ten minutes
   * @param replays how often it was replayed here
   * @param events how many it told of
   * @param refusal absent unless it was refused
   */
  public record DeliveryView(
      String id,
      String webhook,
      String provider,
      @Nullable String delivery,
      String state,
      @Nullable String type,
      @Nullable String subject,
      @Nullable String reason,
      int size,
      Instant received,
      int repeats,
      @Nullable Instant repeated,
      int replays,
      int events,
      @Nullable DeliveryRefusal refusal) {

    static DeliveryView of(ArrivedRow row) {
      return switch (row) {
        case DeliveryRow kept -> kept(kept);
        case RefusalRow refused -> refused(refused);
      };
    }

    private static DeliveryView refused(RefusalRow row) {
      return new DeliveryView(
          CloudEvent.DELIVERY_ID.write(row.id()),
          WebhookRow.ID.write(row.webhook()),
          row.provider(),
          null,
          State.REFUSED.wire(),
          null,
          null,
          row.reason(),
          row.size(),
          row.refused(),
          row.times() - 1,
          row.times() == 1 ? null : row.last(),
          0,
          0,
          DeliveryRefusal.of(row));
    }

    private static DeliveryView kept(DeliveryRow row) {
      return new DeliveryView(
          CloudEvent.DELIVERY_ID.write(row.id()),
          WebhookRow.ID.write(row.webhook()),
          row.provider(),
          row.delivery(),
          (row.verified() ? State.VERIFIED : State.UNRECOGNISED).wire(),
          row.type(),
          row.subject(),
          row.reason(),
          row.size(),
          row.received(),
          row.repeats(),
          row.repeated(),
          row.replays(),
          row.events(),
          null);
    }
  }

  /**
   * How a delivery was refused.
   *
   * @param stopped the check that it did not pass: secret, signature or time
   * @param address of who sent it
   * @param formerVersion of a secret that is good no more and signed it; absent where none that is
   *     known did
   * @param formerUntil until when that was good
   */
  public record DeliveryRefusal(
      String stopped,
      String address,
      @Nullable Integer formerVersion,
      @Nullable Instant formerUntil) {

    private static DeliveryRefusal of(RefusalRow row) {
      RefusalRow.Withdrawn former = row.former();
      return new DeliveryRefusal(
          row.stopped().wire(),
          row.address(),
          former == null ? null : former.version(),
          former == null ? null : former.until());
    }
  }

  /**
   * A delivery with its headers.
   *
   * @param headers those that could show a secret are redacted; none of one that was refused
   */
  public record OpenedDelivery(DeliveryView delivery, Map<String, String> headers) {}

  /**
   * The body of a delivery.
   *
   * @param text absent where it is no UTF-8
   * @param base64 absent where it is
   */
  public record DeliveryBody(String id, @Nullable String text, @Nullable String base64) {}

  /**
   * How many deliveries came.
   *
   * @param total of all, also of those that came again
   * @param byState verified, unrecognised, refused: each counted the first time it came, what was
   *     refused each time
   * @param repeats how many came again
   * @param bins the time that was asked for, or the seven days that are kept
   */
  public record DeliveryCountsView(
      long total, Map<String, Long> byState, long repeats, List<DeliveryBin> bins, double binMs) {

    static DeliveryCountsView of(DeliveryCounts counts) {
      Map<String, Long> states = new LinkedHashMap<>();
      for (State state : State.values()) {
        states.put(state.wire(), counts.byState().getOrDefault(state, 0L));
      }
      return new DeliveryCountsView(
          counts.total(),
          states,
          counts.repeats(),
          counts.bins().stream()
              .map(bin -> new DeliveryBin(bin.from(), bin.total(), bin.refused()))
              .toList(),
          WireTime.millis(counts.width()));
    }
  }

  /** What came in one span of time. */
  public record DeliveryBin(Instant from, long total, long refused) {}

  /** Of any state, by the time they came. */
  @Needs("webhook.read")
  @GetMapping("/counts")
  DeliveryCountsView counts(
      Caller caller,
      @RequestParam(required = false) @Nullable String webhook,
      @RequestParam(required = false) @Nullable String provider,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until) {
    Instant now = time.now();
    Wanted wanted =
        new Wanted(
            hook(webhook),
            provider,
            null,
            type,
            WireTime.moment(since, now),
            WireTime.moment(until, now),
            null);
    return DeliveryCountsView.of(deliveries.counts(caller.scope(), wanted, now, BINS));
  }

  private static @Nullable UUID hook(@Nullable String webhook) {
    return webhook == null ? null : WebhookRow.ID.read(webhook);
  }

  /** The newest first. */
  @Needs("webhook.read")
  @GetMapping
  PageOf<DeliveryView> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String webhook,
      @RequestParam(required = false) @Nullable String provider,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    Instant now = time.now();
    int size = Paging.limit(limit);
    Wanted wanted =
        new Wanted(
            hook(webhook),
            provider,
            state(state),
            type,
            WireTime.moment(since, now),
            WireTime.moment(until, now),
            Paging.cursor(CloudEvent.DELIVERY_ID, cursor));
    List<DeliveryView> found =
        deliveries.list(caller.scope(), wanted, size + 1).stream().map(DeliveryView::of).toList();
    return Paging.page(found, size, DeliveryView::id);
  }

  private static @Nullable State state(@Nullable String wanted) {
    if (wanted == null) {
      return null;
    }
    return Arrays.stream(State.values())
        .filter(one -> one.wire().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.INVALID,
                    "state is verified, unrecognised or refused, not '%s'".formatted(wanted)));
  }

  @Needs("webhook.read")
  @GetMapping("/{id}")
  OpenedDelivery get(Caller caller, @PathVariable String id) {
    UUID delivery = CloudEvent.DELIVERY_ID.read(id);
    ArrivedRow row = deliveries.find(caller.scope(), delivery);
    return new OpenedDelivery(
        DeliveryView.of(row),
        row instanceof RefusalRow
            ? Map.of()
            : deliveries.open(caller.scope(), delivery).shownHeaders());
  }

  /** The body as it came; each reading is audited. */
  @Needs("content.read")
  @GetMapping("/{id}/body")
  DeliveryBody body(Caller caller, @PathVariable String id) {
    DeliveryRecord kept = deliveries.open(caller.scope(), CloudEvent.DELIVERY_ID.read(id));
    audit.first(caller.scope(), caller.act(DecisionController.CONTENT_READ), "done");
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
  @Needs("webhook.write")
  @PostMapping("/{id}/replay")
  DeliveryView replay(Caller caller, @PathVariable String id) {
    return DeliveryView.of(
        deliveries.replay(
            caller.scope(), caller.act(WebhookController.WRITE), CloudEvent.DELIVERY_ID.read(id)));
  }
}
