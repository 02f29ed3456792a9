package io.auterity.control.guardrail;

import io.auterity.platform.audit.AuditEvent;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Principal;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The event, and the audit entry, that a guardrail has ended calls of one caller: what it was and
 * how often, and none of the words.
 *
 * @param last the last of these calls
 * @param count how many they are
 */
public record GuardrailBlocked(BlockedCall last, long count) {

  public static final String TYPE = "io.auterity.guardrail.blocked.v1";

  private static final String ACTION = "guardrail.block";
  private static final String OUTCOME = "denied";

  CloudEvent event(UUID id, Instant now) {
    Map<String, Json> data = new TreeMap<>();
    details().forEach((name, text) -> data.put(name, Json.of(text)));
    data.put("count", Json.of(count));
    data.put("guardrail", Json.of(last.guardrail()));
    data.put("principal", Json.of(Principal.ID.write(last.source().principal().id())));
    return new CloudEvent(
        id, TYPE, "/guardrails", target(), last.source().scope().tenant(), now, Json.object(data));
  }

  AuditEvent entry(ChangeAudit audit) {
    AuditedAct act = new AuditedAct(last.source().principal(), "", ACTION, last.source().door());
    return audit.event(act, target(), OUTCOME, details());
  }

  private String target() {
    return GuardrailKind.NAME + "/" + last.guardrail();
  }

  private Map<String, String> details() {
    Map<String, String> details = new TreeMap<>(last.cause());
    details.put("capability", last.capability());
    details.put("count", String.valueOf(count));
    details.put("decision", last.source().decision());
    details.put("way", last.way());
    return details;
  }
}
