package io.auterity.platform.outbox;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.WireId;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * An event of the outbox, as a CloudEvent 1.0 in structured JSON.
 *
 * @param id the same at each delivery
 * @param type e.g. {@code io.auterity.run.completed.v1}
 * @param source who tells, e.g. {@code /workflow}
 * @param subject what it is about, e.g. {@code run_0190…}
 */
public record CloudEvent(
    UUID id, String type, String source, String subject, UUID tenant, Instant time, Json.Obj data) {

  /** Ids of a vendor's deliveries to a webhook, which the events that they raise name. */
  public static final WireId DELIVERY_ID = new WireId("whd_");

  private static final int LONGEST_TEXT = 16 << 20;

  /** On whose behalf who is told of it may act: it was written in a transaction of theirs. */
  public TenantScope scope() {
    return TenantScope.recovered(tenant);
  }

  /** The event as JSON text in UTF-8. */
  public byte[] bytes() {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("specversion", Json.of("1.0"));
    fields.put("id", Json.of(id.toString()));
    fields.put("type", Json.of(type));
    fields.put("source", Json.of(source));
    fields.put("subject", Json.of(subject));
    fields.put("tenant", Json.of(tenant.toString()));
    fields.put("time", Json.of(time.toString()));
    fields.put("datacontenttype", Json.of("application/json"));
    fields.put("data", data);
    return JsonWriter.bytes(Json.object(fields));
  }

  /** Reads what {@link #bytes} wrote. */
  static CloudEvent read(byte[] bytes) {
    if (!(new JsonReader(LONGEST_TEXT).read(bytes) instanceof Json.Obj event)
        || !(event.get("data") instanceof Json.Obj data)) {
      throw new IllegalArgumentException("a stored event is no JSON object");
    }
    return new CloudEvent(
        UUID.fromString(text(event, "id")),
        text(event, "type"),
        text(event, "source"),
        text(event, "subject"),
        UUID.fromString(text(event, "tenant")),
        Instant.parse(text(event, "time")),
        data);
  }

  private static String text(Json.Obj event, String name) {
    return Objects.requireNonNull(event.text(name), name);
  }
}
