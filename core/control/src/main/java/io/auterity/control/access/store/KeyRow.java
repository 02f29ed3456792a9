package io.auterity.control.access.store;

import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.id.WireId;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API key without its secret. */
public record KeyRow(
    UUID id,
    String name,
    List<String> roles,
    List<String> allow,
    List<String> deny,
    Instant created,
    @Nullable Instant expires,
    @Nullable Instant revoked,
    @Nullable Instant lastUsed) {
  public KeyRow {
    roles = List.copyOf(roles);
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  KeyRow unrevoked() {
    return new KeyRow(id, name, roles, allow, deny, created, expires, null, lastUsed);
  }

  /** That it is as it is, and was as it was; null when it was not there. */
  AuditedChange change(@Nullable KeyRow before) {
    return new AuditedChange(
        "key/" + WireId.KEY.write(id), before == null ? null : before.digest(), digest());
  }

  // Of what it lets do and until when; not of its secret.
  private String digest() {
    return AuditedChange.digest(
        Json.object(
                new TreeMap<>(
                    Map.of(
                        "name", Json.of(name),
                        "roles", texts(roles),
                        "allow", texts(allow),
                        "deny", texts(deny),
                        "expires", Json.of(String.valueOf(expires)),
                        "revoked", Json.of(String.valueOf(revoked)))))
            .toString());
  }

  private static Json texts(List<String> texts) {
    return new Json.Arr(texts.stream().<Json>map(Json::of).toList());
  }
}
