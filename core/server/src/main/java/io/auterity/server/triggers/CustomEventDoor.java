package io.auterity.server.triggers;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.noun.FromBody;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.Rest;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.event.CustomEvents;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Raises events of a tenant's own: triggers take them like all others. */
public record CustomEventDoor(Database database, Outbox outbox, CustomEvents events, Time time) {

  public static final Act RAISE = new Act("event.raise", Trace.AROUND, false);

  /**
   * What happened.
   *
   * @param subject what it is about, e.g. the number of an order; at most 400 characters
   * @param data what it says, as its schema has it; at most 64 KiB
   */
  public record NewCustomEvent(@Nullable String subject, Json.@Nullable Obj data) {}

  /** An event that is raised. */
  public record RaisedEvent(String id, String type, String subject, Instant time) {}

  /**
   * Raises an event of one's own, of a type that a resource of kind event declares. It is durable
   * when it is accepted. Under an Idempotency-Key it starts each trigger once.
   */
  @Rest(
      value = "POST /events/{type}",
      id = "custom_event_raise",
      needs = "event.raise",
      status = 202)
  public RaisedEvent raise(NounCaller caller, String type, @FromBody NewCustomEvent body) {
    UUID id = caller.repeatableId().orElseGet(UUID::randomUUID);
    String subject = Objects.requireNonNullElse(body.subject(), "");
    Json.Obj data = Objects.requireNonNullElse(body.data(), Json.EMPTY);
    CloudEvent event = raise(caller.scope(), id, type, subject, data);
    return new RaisedEvent(event.id().toString(), type, subject, event.time());
  }

  /**
   * Raises an event, unless one of its id was raised.
   *
   * @throws CallFailedException as {@link CustomEvents#event}
   */
  public CloudEvent raise(TenantScope scope, UUID id, String type, String subject, Json.Obj data) {
    CloudEvent event = events.event(scope, id, type, subject, data, time.now());
    return database.inTenant(
        scope,
        tx -> {
          outbox.appendOnce(tx, event);
          return event;
        });
  }
}
