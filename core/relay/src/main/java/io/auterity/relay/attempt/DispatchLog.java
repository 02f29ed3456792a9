package io.auterity.relay.attempt;

import io.auterity.platform.call.TenantScope;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A durable write-ahead record of writes to vendors that take no idempotency key, made before each
 * is sent. A caller that comes under the same key later learns that the first may have been carried
 * out.
 */
public interface DispatchLog {

  /** A write that is about to be sent. */
  record Note(String key, UUID decision, String capability, String provider, Instant at) {}

  /**
   * Notes a write; the note is durable when this returns.
   *
   * @return the other decision that has noted the same key, so that it must not be sent; empty when
   *     it may
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  Optional<UUID> note(TenantScope scope, Note note);

  /** Takes back the note of a write that certainly was not applied. */
  void forget(TenantScope scope, String key, UUID decision);
}
