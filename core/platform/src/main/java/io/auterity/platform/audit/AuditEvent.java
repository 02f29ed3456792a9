package io.auterity.platform.audit;

import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An audit event, the content of an audit log entry: what was done, or refused, and by whom.
 *
 * @param id makes the entry unique
 * @param target what it was done to, e.g. {@code route/triage}, or how it was asked for
 * @param outcome e.g. {@code done}, {@code refused}
 * @param details by name, e.g. {@code before} and {@code after}; never a secret
 */
public record AuditEvent(
    UUID id,
    Instant at,
    AuditedAct act,
    String target,
    String outcome,
    Map<String, String> details) {

  public AuditEvent {
    details = Map.copyOf(details);
  }

  /** The bytes that are stored: compact JSON, names in order. */
  byte[] canonical() {
    Map<String, Json> fields = new TreeMap<>();
    fields.put("action", Json.of(act.action()));
    fields.put("address", Json.of(act.address()));
    fields.put("at", Json.of(at.toString()));
    fields.put("details", sorted(details));
    fields.put("id", Json.of(id.toString()));
    fields.put("name", Json.of(act.who().name()));
    fields.put("outcome", Json.of(outcome));
    fields.put("principal", Json.of(act.who().id().toString()));
    fields.put("request", Json.of(act.request()));
    fields.put("target", Json.of(target));
    return JsonWriter.bytes(Json.object(fields));
  }

  private static Json sorted(Map<String, String> texts) {
    Map<String, Json> fields = new TreeMap<>();
    texts.forEach((name, text) -> fields.put(name, Json.of(text)));
    return Json.object(fields);
  }
}
