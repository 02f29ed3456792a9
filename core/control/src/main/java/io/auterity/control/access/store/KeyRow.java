package io.auterity.control.access.store;

import java.time.Instant;
import java.util.List;
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
}
