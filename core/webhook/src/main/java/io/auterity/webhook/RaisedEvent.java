package io.auterity.webhook;

import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookReading;
import io.auterity.webhook.store.WebhookRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The events that deliveries raise, {@code io.auterity.KIND.….v1}. */
final class RaisedEvent {

  /** The types of events, each once. */
  static List<String> types(List<WebhookReading.Event> told) {
    return told.stream().map(event -> type(event.type())).distinct().toList();
  }

  static String type(String told) {
    return "io.auterity.%s.v1".formatted(told);
  }

  /**
   * The event.
   *
   * @param id another one of each replay
   * @param delivery ours
   * @param replay 0 for what has just come
   * @param now when it happened, unless the vendor says when
   */
  static CloudEvent of(
      WebhookReading.Event told,
      WebhookRow webhook,
      UUID id,
      UUID delivery,
      int replay,
      Instant now) {
    Json.Obj data =
        Json.EMPTY
            .with("provider", Json.of(webhook.provider()))
            .with("webhook", Json.of(WebhookRow.ID.write(webhook.id())))
            .with("delivery", Json.of(CloudEvent.DELIVERY_ID.write(delivery)))
            .with("record", told.record());
    return new CloudEvent(
        id,
        type(told.type()),
        "/webhooks/" + webhook.provider(),
        Objects.requireNonNullElse(told.subject(), webhook.provider()),
        webhook.scope().tenant(),
        Objects.requireNonNullElse(told.time(), now),
        replay == 0 ? data : data.with("replay", Json.of((long) replay)));
  }

  /** An event whose vendor tells in no way whether it told the same before. */
  static CloudEvent mayRepeat(CloudEvent event) {
    return new CloudEvent(
        event.id(),
        event.type(),
        event.source(),
        event.subject(),
        event.tenant(),
        event.time(),
        event.data().with("mayRepeat", Json.of(true)));
  }
}
